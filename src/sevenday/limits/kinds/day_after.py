"""The day after an on-call period: no more than so many hours."""

from sevenday.kernels import kernel
from sevenday.limits.classes import ON_CALL, SEEN, SUNDAY
from sevenday.limits.kinds import ALT, MOST
from sevenday.limits.lines import at

KNOWN, LAST, UNRESTED = range(3)


@kernel
def step(rule, state, out, day, code, line):
    """Test the hours of a date after an on-call date, unless it is the Sunday of a weekend on call.

    ALT is the most where the period's rest was not expected to be met.
    """
    parts = line.parts
    weekday = (line.weekday + day) % 7
    on_call = unrested = False
    begin = end = -1
    hours = 0.0
    for p in range(parts.first[code], parts.first[code + 1]):
        bits = parts.mask[p, weekday]
        if bits & ON_CALL:
            on_call = True
            unrested |= parts.rest[p] < parts.rest_owed[p]
        if bits & SEEN:
            begin = parts.start[p] if begin < 0 else begin
            end = parts.end[p]
            hours += (
                parts.work[p]
                if bits & ON_CALL
                else at(line, day, parts.end[p]) - at(line, day, parts.start[p])
            )
    after = state[KNOWN] and state[LAST] == day - 1 and not (weekday == SUNDAY and on_call)
    if after and hours > 0:
        most = rule[ALT] if state[UNRESTED] else rule[MOST]
        out[0] = most - hours
        out[1] = at(line, day, begin)
        out[2] = at(line, day, end)
        out[3] = hours
        out[4] = most
        out[5] = state[UNRESTED]
    if on_call:
        state[KNOWN] = 1.0
        state[LAST] = day
        state[UNRESTED] = 1.0 if unrested else 0.0
