#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What the program computes from a race for other clients, against clients that really run in
the same lab: one after another in libc's order, with one family, and all of it again in a
world whose IPv6 is a black hole or further away. Times may be off as in test_race.py, once for
the race and once for the client."""
import os
import socket
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
import lab
import race_clients as clients
import race_lab
from checks import equal, test
from race_lab import hole, host, measured, refuses, server, v4, v6
from race_report import Kernel, near, race

NAME = "host.race.test"
V4, V6 = socket.AF_INET, socket.AF_INET6
SIX, SIX_B = v6(0x11), v6(0x12)
FOUR, FOUR_B = v4(11), v4(12)


class World:
    """A healthy situation, and what it becomes when IPv6 is broken or slow."""

    def __init__(self, names, addresses):
        self.names, self.addresses = names, addresses

    def broken(self):
        """Every IPv6 address is a black hole."""
        return World(self.names, {address: hole() if ":" in address else what
                                  for address, what in self.addresses.items()})

    def slow(self, by_ms=300):
        """Every IPv6 address is further away."""
        return World(self.names, {
            address: {**what, "rtt_ms": what["rtt_ms"] + (by_ms if ":" in address else 0)}
            for address, what in self.addresses.items()})

    def silent(self):
        """How many addresses are silent."""
        return sum(what.get("hole", False) for what in self.addresses.values())


def run_client(room, world, client):
    """-> (family as 4 or 6, seconds, tolerance) of a client that really runs."""
    (family, waited_s), _, tolerance_s = measured(
        room, {NAME: world.names}, world.addresses, client)
    return {int(V4): 4, int(V6): 6, 0: 0}[family], waited_s, tolerance_s


def compare(room, measured_race, kind, world, client, label):
    """What was computed from a race for a kind of client is what one really waits.
    Takes: `measured_race`: a race and its tolerance."""
    found, race_tolerance_s = measured_race
    computed_family, computed_s = found.clients[kind]
    family, waited_s, tolerance_s = run_client(room, world, client)
    label = f"{label}: {kind}"
    equal(computed_family, family, f"{label}: the family")
    types = {"v4_only": ["A"], "v6_only": ["AAAA"]}.get(kind, ["A", "AAAA"])
    if not any(world.names[each][1] for each in types):
        equal(computed_s, None, f"{label}: there is nobody to connect to")
        return
    silent_s = (world.silent() + 1) * Kernel.slack_s if waited_s > 0.9 else 0
    near(computed_s, waited_s, race_tolerance_s + tolerance_s + silent_s,
         f"{label}: computed against really waited")


def serial(family=socket.AF_UNSPEC):
    """A client that tries one address after another."""
    return lambda: clients.one_after_another(NAME, "www", family)


WORLDS = (
    ("both are fine", World(host([FOUR], [SIX], 10, 20), {SIX: server(200), FOUR: server(40)})),
    ("two of each", World(host([FOUR, FOUR_B], [SIX, SIX_B], 20, 10),
                          {SIX: server(150), SIX_B: server(20), FOUR: server(40),
                           FOUR_B: server(400)})),
    ("IPv6 is refused", World(host([FOUR, FOUR_B], [SIX], 10, 10),
                              {SIX: refuses(180), FOUR: refuses(120), FOUR_B: server(40)})),
    ("the first of IPv6 is silent", World(host([FOUR], [SIX, SIX_B], 10, 10),
                                          {SIX: hole(), SIX_B: server(30), FOUR: server(40)})),
    ("a packet is lost", World(host([FOUR], [SIX], 10, 10),
                               {SIX: server(30, loses=1), FOUR: server(40)})),
    ("IPv4 alone", World(host([FOUR], [], 10, 10), {FOUR: server(80)})),
    ("IPv6 alone", World(host([], [SIX], 10, 10), {SIX: server(80)})),
    ("AAAA is late", World(host([FOUR], [SIX], 10, 150),
                           {SIX: server(200), FOUR: server(40)})),
    ("nobody answers", World(host([FOUR], [SIX], 10, 10), {SIX: hole(), FOUR: hole()})),
)


def race_in(room, world, *options):
    """-> (a race of the program, its tolerance)"""
    (found, _), _, tolerance_s = measured(
        room, {NAME: world.names}, world.addresses, lambda: race(NAME, "www", *options))
    return found, tolerance_s


def family_of(address):
    """4, 6, or 0 for none."""
    return 0 if address is None else 6 if ":" in address else 4


@test
def computed_serial_clients_wait_as_real_ones(room):
    for label, world in WORLDS:
        found = race_in(room, world)
        for kind, client in (("serial", serial()), ("v4_only", serial(V4)),
                             ("v6_only", serial(V6)),
                             ("serial", lambda: clients.python_serial(NAME, 80))):
            compare(room, found, kind, world, client, label)


@test
def computed_clients_of_a_broken_ipv_six_wait_as_real_ones(room):
    for label, world in WORLDS[:3]:
        found, tolerance_s = race_in(room, world)
        broken = world.broken()
        compare(room, (found, tolerance_s), "broken_serial", broken, serial(), label)
        again, again_s = race_in(room, broken)
        equal(found.clients["broken_race"][0], family_of(again.winner), label)
        near(found.clients["broken_race"][1], again.won_s, tolerance_s + again_s,
             f"{label}: the race")


@test
def computed_clients_of_a_slow_ipv_six_wait_as_real_ones(room):
    for label, world in WORLDS[:2]:
        found, tolerance_s = race_in(room, world)
        slow = world.slow()
        compare(room, (found, tolerance_s), "slow_serial", slow, serial(), label)
        again, again_s = race_in(room, slow)
        equal(found.clients["slow_race"][0], family_of(again.winner), label)
        near(found.clients["slow_race"][1], again.won_s, tolerance_s + again_s,
             f"{label}: the race")


@test
def another_hand_s_race_has_the_same_winner(room):
    # asyncio waits for both answers of DNS; so does this race, for 200 ms.
    states = [(label, world) for label, world in WORLDS]
    states += [(f"{label}, broken", world.broken()) for label, world in WORLDS[:2]]
    states += [(f"{label}, slow", world.slow()) for label, world in WORLDS[:2]]
    for label, world in states:
        found, tolerance_s = race_in(room, world, "--race", "delay=200")
        family, waited_s, other_s = run_client(
            room, world, lambda: clients.happy_eyeballs(NAME, 80))
        equal(family_of(found.winner), family, label)
        if family and world.names["AAAA"][0] >= world.names["A"][0]:
            near(found.won_s, waited_s, tolerance_s + other_s, f"{label}: until connected")


if __name__ == "__main__":
    asking.need_binary()
    lab.enter()
    lab_room = race_lab.RaceLab()
    Kernel.measure(lab_room)
    checks.run(lab_room)
