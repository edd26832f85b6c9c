#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The guided tour in a real terminal: at each station stands what its words are about."""
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
from checks import Failed, equal, test, true
from screen import PROMPT, Screen, need_tmux

SIZES = ((80, 24), (120, 40))

A, AAAA = "192.0.43.8", "2001:500:88:200::8"


def asked_families():
    """-> the demo's addresses that AI_ADDRCONFIG leaves on this machine: those of the families
    it has an address of beside loopback; glibc leaves both where it has neither."""
    def has(family, *loopback):
        told = subprocess.run(["ip", "-o", family, "address"], capture_output=True, text=True,
                              timeout=10, check=True)
        own = (line.split()[3] for line in told.stdout.splitlines())
        return any(not address.startswith(loopback) for address in own)
    has_v4, has_v6 = has("-4", "127."), has("-6", "::1/")
    return tuple(address for address, asked in ((A, has_v4 or not has_v6),
                                                (AAAA, has_v6 or not has_v4)) if asked)


# Of each station: its title, and what is not in its own words but in the answers.
STATIONS = (
    ("one address per family", (A, AAAA)),
    ("the order", ("198.51.100.223", "198.51.100.224", "by rule 10")),
    ("V4MAPPED", ("1  ::ffff:192.0.2.155", "not asked")),
    ("ADDRCONFIG", asked_families()),
    ("passive, the null node", ("0.0.0.0", "80")),
    ("canonical name", ("CNAME", "alias of iana.org")),
    ("international names", ("218.241.105.10", "xn--dlq917e1ik")),
    ("services", ("443",)),
    ("mail", ("mx1.example.org", "mx2.example.org", "mx3.example.net")),
    ("the race", ("connected by IPv4", "104.67.192.104", "2600:1402:b800:88c::255e")),
)


def band(number):
    """How a station is announced."""
    return f"Tour {number} of {len(STATIONS)}: {STATIONS[number - 1][0]}"


def below_band(text):
    """The screen without the station's own words."""
    lines = text.split("\n")
    at = next(i for i, line in enumerate(lines) if " Tour " in line)
    return "\n".join(lines[:at] + lines[at + 4:])


def wait_for_station(screen, number):
    """Waits until a station is announced and its facts stand outside of its words."""
    def is_there():
        text = screen.text()
        return band(number) in text and all(
            fact in below_band(text) for fact in STATIONS[number - 1][1])
    try:
        checks.wait_until(is_there, "")
    except Failed:
        missing = [fact for fact in STATIONS[number - 1][1]
                   if " Tour " not in screen.text() or fact not in below_band(screen.text())]
        raise Failed(f"station {number}: {band(number)}: {missing}") from None


def leave(screen):
    """Quits; the shell is there again."""
    screen.keys("q")
    screen.wait_for(PROMPT)
    equal(screen.exit_status(), 0)


@test
def each_station_shows_what_it_tells(_):
    for cols, rows in SIZES:
        with Screen(cols, rows) as screen:
            screen.run(f"clear; '{asking.BINARY}' --tour")
            for number in range(1, len(STATIONS) + 1):
                wait_for_station(screen, number)
                screen.keys(".")
            screen.wait_for("that was the tour")
            screen.wait_gone("Tour 10")
            leave(screen)


@test
def tour_runs_through_by_itself(_):
    for cols, rows in SIZES:
        with Screen(cols, rows) as screen:
            screen.run(f"clear; '{asking.BINARY}' --tour-pace 1")
            seen = set()
            def is_through():
                text = screen.text()
                seen.update(n for n in range(1, len(STATIONS) + 1) if band(n) in text)
                return len(STATIONS) in seen
            checks.wait_until(is_through, f"the last station at {cols}x{rows}", 40)
            equal(seen, set(range(1, len(STATIONS) + 1)))
            wait_for_station(screen, len(STATIONS))
            leave(screen)


@test
def keys_go_on_working_while_it_stands(_):
    with Screen(80, 24) as screen:
        screen.run(f"clear; '{asking.BINARY}' --tour")
        wait_for_station(screen, 1)
        screen.keys("4")
        screen.wait_for("Records  ", "ns1.demo.test", band(1))
        screen.keys(".")
        wait_for_station(screen, 2)
        screen.keys(",")
        wait_for_station(screen, 1)
        screen.keys(",")
        screen.wait_for("this is the first station")
        screen.keys(":")
        screen.type("tour 9")
        screen.keys("Enter")
        wait_for_station(screen, 9)
        screen.keys(":")
        screen.type("tour off")
        screen.keys("Enter")
        screen.wait_gone("Tour 9")
        leave(screen)


@test
def smallest_screen_has_the_title_of_the_station(_):
    with Screen(40, 12) as screen:
        screen.run(f"clear; '{asking.BINARY}' --tour")
        text = screen.wait_for("Tour 1 of 10", "192.0.43.8")
        true("getaddrinfo gives both" not in text, text)


@test
def without_the_demo_there_is_no_tour(_):
    with Screen(80, 24) as screen:
        screen.run(f"clear; '{asking.BINARY}' --server 127.0.0.1:9 127.0.0.1")
        screen.wait_for("127.0.0.1")
        screen.keys(":")
        screen.type("tour")
        screen.keys("Enter")
        screen.wait_for("gaiscope --tour begins it")
        screen.keys("Escape")
        screen.wait_gone("Commands")
        leave(screen)


if __name__ == "__main__":
    asking.need_binary()
    need_tmux()
    checks.run(None)
