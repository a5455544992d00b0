"""A problem that no solver proves in the time of a test."""


def hard() -> str:
    """Twenty people, four weeks: more than any solver proves in the time of a test."""
    people = [f"Doctor {k}" for k in range(1, 21)]
    lines = ["SECTION_HORIZON", "28", "SECTION_SHIFTS", "E,480,", "L,480,E", "N,480,E|L"]
    lines += ["SECTION_STAFF", *(f"{p},E=28|L=28|N=8,8640,7200,5,2,2,2" for p in people)]
    lines += ["SECTION_DAYS_OFF", *(f"{p},{k},{k + 7}" for k, p in enumerate(people))]
    lines.append("SECTION_SHIFT_ON_REQUESTS")
    lines += [
        f"{p},{(5 * k + d) % 28},{'ELN'[(k + d) % 3]},{k % 3 + 1}"
        for k, p in enumerate(people)
        for d in range(1, 5)
    ]
    lines += ["SECTION_SHIFT_OFF_REQUESTS", "SECTION_COVER"]
    lines += [f"{d},{s},{3 + (d * 7 + ord(s)) % 4},100,1" for d in range(28) for s in "ELN"]
    return "\n".join(lines) + "\n"
