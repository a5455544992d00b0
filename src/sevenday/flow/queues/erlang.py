"""Erlang's formulas: a pool of servers who lose, keep or slowly lose those who wait.

Arrivals are Poisson (`arrivals` an hour), a server completes `service` an hour, and there are
`servers` of them. Times are in the unit of the rates: hours, for rates an hour.
Source: Erlang 1917; Palm 1957 for those who leave; Halfin and Whitt 1981.
"""

from dataclasses import dataclass
from math import erfc, exp, inf, pi, sqrt

from sevenday.errors import Fault, InputError


def erlang_b(servers: int, offered: float) -> float:
    """The share of arrivals that find every server busy and are lost.

    Parameters
    ----------
    servers
        Beds, or whatever serves.
    offered
        Arrivals times mean service time, in servers.
    """
    blocked = 1.0
    for n in range(1, servers + 1):
        blocked = offered * blocked / (n + offered * blocked)
    return blocked


def erlang_c(servers: int, offered: float) -> float:
    """The chance that an arrival has to wait; 1 where the queue never clears."""
    if offered >= servers:
        return 1.0
    blocked = erlang_b(servers, offered)
    return blocked / (1 - offered / servers * (1 - blocked))


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A queue in balance whose patients all wait until they are served (M/M/c).

    Every figure is infinite where the offered work is not below the servers: it never clears.
    """

    arrivals: float
    service: float
    servers: int

    @property
    def offered(self) -> float:
        """Work offered, in servers."""
        return self.arrivals / self.service

    @property
    def busy(self) -> float:
        """Work offered for each server: 1 and more never clears."""
        return self.offered / self.servers

    @property
    def delayed(self) -> float:
        """The chance of having to wait."""
        return erlang_c(self.servers, self.offered)

    @property
    def wait(self) -> float:
        """The mean wait before service."""
        if self.busy >= 1:
            return inf
        return self.delayed / (self.servers * self.service - self.arrivals)

    @property
    def waiting(self) -> float:
        """How many wait, on average."""
        return self.arrivals * self.wait

    @property
    def present(self) -> float:
        """How many are waiting or served, on average."""
        return self.waiting + self.offered

    def waits_longer(self, time: float) -> float:
        """The chance of waiting longer than a time."""
        if self.busy >= 1:
            return 1.0
        return self.delayed * exp(-(self.servers * self.service - self.arrivals) * time)


@dataclass(frozen=True, slots=True)
class ImpatientLine:
    """A queue in balance whose patients leave while they wait, `leaving` an hour each."""

    arrivals: float
    service: float
    leaving: float
    servers: int

    def chances(self) -> list[float]:
        """The chance of each number present, up to where the rest is below 1e-16.

        Raises InputError where nobody leaves and the queue never clears.
        """
        if self.leaving <= 0 and self.arrivals >= self.servers * self.service:
            raise InputError(
                Fault(
                    "a queue that never clears has no balance",
                    found=f"{self.arrivals:g} arrivals for {self.servers} servers of "
                    f"{self.service:g}",
                    expected="more servers, fewer arrivals, or some who leave",
                    code="never-clears",
                )
            )
        weights, n, total = [1.0], 0, 1.0
        while n < self.servers or weights[-1] > 1e-16 * total:
            n += 1
            out = min(n, self.servers) * self.service + max(0, n - self.servers) * self.leaving
            weights.append(weights[-1] * self.arrivals / out)
            total += weights[-1]
            if total > 1e250:  # many servers: the first weights are as good as none
                weights, total = [w / 1e250 for w in weights], total / 1e250
        return [w / total for w in weights]

    @property
    def waiting(self) -> float:
        """How many wait, on average."""
        return sum(max(0, n - self.servers) * p for n, p in enumerate(self.chances()))

    @property
    def delayed(self) -> float:
        """The chance of having to wait."""
        return sum(self.chances()[self.servers :])

    @property
    def left(self) -> float:
        """The share of arrivals that leave before they are served."""
        return self.leaving * self.waiting / self.arrivals

    @property
    def wait(self) -> float:
        """The mean time that arrivals wait, until they are served or leave."""
        return self.waiting / self.arrivals


def delay_chance(beta: float) -> float:
    """The chance of waiting in a large pool staffed at offered + beta x sqrt(offered).

    Source: Halfin and Whitt 1981, the limit of Erlang C.
    """
    density = exp(-beta * beta / 2) / sqrt(2 * pi)
    below = erfc(-beta / sqrt(2)) / 2
    return 1 / (1 + beta * below / density)


def servers_for(offered: float, chance: float) -> int:
    """The fewest servers whose chance of waiting (Erlang C) is at most `chance`."""
    servers = int(offered) + 1
    while erlang_c(servers, offered) > chance:
        servers += 1
    return servers


def square_root_staffing(offered: float, chance: float) -> float:
    """Servers by the square-root rule, for a chance of waiting: offered + beta x sqrt(offered)."""
    low, high = 0.0, 8.0
    while high - low > 1e-12:
        beta = (low + high) / 2
        low, high = (beta, high) if delay_chance(beta) > chance else (low, beta)
    return offered + high * sqrt(offered)
