"""The people of a load: each asks for a page, reads it, and asks for the next."""

import asyncio
import json
import re
import ssl
from collections import defaultdict
from dataclasses import dataclass, field
from random import Random
from time import perf_counter
from typing import Any

import httpx
from benchmarks.web_load_place import Loaded, texts_of

HOT = 12
"""Cells that every co-ordinator writes in, beside all the others."""
EDIT_SECONDS, BOOK_SECONDS = 1.0, 10.0
BURST = 12
"""Workbooks sent at once at the end."""
SAID = re.compile(r'<p id="said"[^>]*>(.*?)</p>', re.S)
FIRST_WAS = re.compile(r"changed .* on .* to (\S+) at \d\d:\d\d")


@dataclass
class Seen:
    """What was answered.

    `took`: seconds by kind of request. `written`: of each co-ordinator, in order, the cell, what
    they saw in it and what they wrote. `conflicts`: how often somebody else was first.
    """

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[str] = field(default_factory=list)
    written: dict[int, list[tuple[int, int, str, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    conflicts: int = 0
    books: int = 0

    def table(self) -> list[str]:
        """Percentiles by kind of request."""
        rows = [
            "| request | answered | median | 95 % | 99 % | worst |",
            "| --- | --- | --- | --- | --- | --- |",
        ]
        for kind, took in self.took.items():
            took.sort()
            points = [took[int(len(took) * part)] for part in (0.5, 0.95, 0.99)]
            figures = " | ".join(f"{1000 * point:.0f}" for point in (*points, took[-1]))
            rows.append(f"| {kind} | {len(took)} | {figures} |")
        return rows


class Person:
    """Somebody with a browser: a session, and a connection that stays open."""

    def __init__(self, address: str, session: str, seen: Seen, tls: ssl.SSLContext) -> None:
        """Take who it is."""
        self.seen = seen
        self.client = httpx.AsyncClient(
            base_url=address,
            cookies={"sessionid": session},
            verify=tls,
            timeout=60,
            limits=httpx.Limits(max_connections=2, keepalive_expiry=100),
        )

    async def ask(
        self, kind: str, path: str, expected: int = 200, **sent: Any
    ) -> httpx.Response | None:
        """Ask, and note how long it took and what was wrong."""
        began = perf_counter()
        try:
            answer = await self.client.request("POST" if sent else "GET", path, **sent)
        except httpx.HTTPError as error:
            self.seen.wrong.append(f"{kind}: {type(error).__name__} {error}")
            return None
        self.seen.took[kind].append(perf_counter() - began)
        if answer.status_code != expected:
            self.seen.wrong.append(f"{kind}: {answer.status_code} {answer.headers.get('location')}")
            return None
        return answer


async def run(address: str, place: Loaded, seconds: float, think: float) -> Seen:
    """Have everybody at it for so many seconds."""
    seen, tls = Seen(), ssl.create_default_context()
    ends = perf_counter() + seconds
    readers = [Person(address, session, seen, tls) for session in place.doctors]
    editors = [Person(address, session, seen, tls) for session, _ in place.coordinators]
    tasks = [reads(one, place, Random(k), ends, think) for k, one in enumerate(readers)]
    tasks += [edits(one, place, k, ends) for k, one in enumerate(editors)]
    tasks.append(sends(editors[0], place, ends))
    await asyncio.gather(*tasks)
    for one in (*readers, *editors):
        await one.client.aclose()
    return seen


async def reads(one: Person, place: Loaded, draw: Random, ends: float, think: float) -> None:
    """A doctor: what comes next, the team, swaps, pay, leave."""
    pages = {
        "my duties": f"{place.path}/my/",
        "the team": f"{place.path}/my/team/",
        "my swaps": f"{place.path}/my/swaps/",
        "my pay": f"{place.path}/my/pay/",
        "my leave": f"{place.path}/my/leave/",
    }
    await asyncio.sleep(draw.uniform(0, think))
    while perf_counter() < ends:
        (kind,) = draw.choices([*pages], weights=[8, 4, 2, 1, 1])
        await one.ask(kind, pages[kind])
        await asyncio.sleep(max(0, min(draw.uniform(0.5, 1.5) * think, ends - perf_counter())))


async def edits(one: Person, place: Loaded, who: int, ends: float) -> None:
    """A co-ordinator: the grid, then cell after cell as they see them."""
    draw, shows = Random(1000 + who), dict(place.texts)
    cells, texts = [*shows], texts_of(who)
    hot = Random(0).sample(cells, HOT)
    rota = f"{place.path}/rota/{place.period}/"
    while perf_counter() < ends:
        await one.ask("the grid", rota)
        for _ in range(30):
            if perf_counter() >= ends:
                return
            began = perf_counter()
            cell = draw.choice(hot) if draw.random() < 0.5 else draw.choice(cells)
            text = next(each for each in texts if each != shows[cell])
            await edit(one, rota, who, cell, text, shows)
            await asyncio.sleep(max(0, EDIT_SECONDS - (perf_counter() - began)))


async def edit(
    one: Person,
    rota: str,
    who: int,
    cell: tuple[int, int],
    text: str,
    shows: dict[tuple[int, int], str],
) -> None:
    """Write a cell as the grid's script does, and take in what is answered."""
    sent = {
        "cells": json.dumps([[*cell, shows[cell], text]]),
        "kind": "edit",
        "shown": f"{cell[0]}",
        "first": "0",
        "stop": "28",
    }
    answer = await one.ask("an edit", f"{rota}edit", data=sent, headers=by_script(one))
    if answer is None:
        return
    found = SAID.search(answer.text)
    words = found[1] if found else ""
    if words == "Written.":
        one.seen.written[who].append((*cell, shows[cell], text))
        shows[cell] = text
    elif first := FIRST_WAS.search(words):
        one.seen.conflicts += 1
        shows[cell] = "" if first[1] == "-" else first[1]
    else:
        one.seen.wrong.append(f"an edit: {words or answer.text[:200]}")


def by_script(one: Person) -> dict[str, str]:
    """What the page's script sends along."""
    return {"X-CSRFToken": one.client.cookies.get("csrftoken", ""), "HX-Request": "true"}


async def sends(one: Person, place: Loaded, ends: float) -> None:
    """Workbooks: one now and then, and at the end many at once."""
    await asyncio.sleep(min(BOOK_SECONDS, (ends - perf_counter()) / 2))
    while perf_counter() < ends:
        await send(one, place)
        await asyncio.sleep(max(0, min(BOOK_SECONDS, ends - perf_counter())))
    await asyncio.gather(*(send(one, place) for _ in range(BURST)))
    job = f"{place.path}/job/"
    for number in range(1, one.seen.books + 1):
        for _ in range(600):
            answer = await one.ask("a job", f"{job}{number}/")
            if answer is None or "every 1s" not in answer.text:
                break
            await asyncio.sleep(1)


async def send(one: Person, place: Loaded) -> None:
    """Send a workbook of one line."""
    dates = ",".join(f"2026-09-{day:02}" for day in range(7, 14))
    book = f"doctor,{dates}\n{place.names[0]},D,D,D,D,D,,\n"
    answer = await one.ask(
        "a workbook",
        f"{place.path}/rota/import",
        302,
        data={"sheet": "", "year": "", "csrfmiddlewaretoken": by_script(one)["X-CSRFToken"]},
        files={"book": ("one.csv", book.encode(), "text/csv")},
    )
    if answer is not None:
        one.seen.books += 1
