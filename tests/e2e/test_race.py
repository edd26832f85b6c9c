#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The race of the families against real listeners, each as far away as a situation says: who
wins, and when each lane begins and ends.

A time may be off by what the two sides of the lab were late in the same run, and CALM_S
(race_lab.measured). That is at most 45 ms; the times of a situation that must be told apart
lie further apart. A lane follows from the one before it, and so do their delays add up: each
is measured from the lane that it follows. A silent address ends when the kernel gives it up, which is a little later
than its rule says; by how much is measured here, too.
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
import lab
import race_lab
import race_model
from checks import equal, test, true
from race_lab import GIVES_UP_S, hole, host, measured, refuses, server, v4, v6
from race_report import Kernel, near, race

NAME = "host.race.test"
SIX, SIX_B, SIX_C, SIX_D = v6(0x11), v6(0x12), v6(0x13), v6(0x14)
FOUR, FOUR_B, FOUR_C, FOUR_D = v4(11), v4(12), v4(13), v4(14)
GIVEN_UP = "given up"      # the end of a lane that nobody answers
SENT_AGAIN = "sent again"  # of one whose first packet is lost, a second before
AGAIN_S = 1.0              # the kernel sends a SYN again after that


def check_lane(lane, wanted, tolerance_s, before=None):
    """Whom, when, and what came of it. Takes: (address, begin, end, status) in milliseconds;
    the lane before and what was wanted of it."""
    address, began_ms, ended_ms, status = wanted
    label = f"{address} {status}"
    equal((lane.address, lane.status), (address, status), label)
    since_s, since_ms = (before[0].began_s, before[1][1]) if before else (0.0, 0)
    near(lane.began_s - since_s, (began_ms - since_ms) / 1000, tolerance_s,
         f"{label} begins after the one before")
    lasted_s = lane.ended_s - lane.began_s
    if ended_ms in (GIVEN_UP, SENT_AGAIN):
        near(lasted_s, GIVES_UP_S if ended_ms == GIVEN_UP else AGAIN_S,
             tolerance_s + Kernel.slack_s, f"{label} lasts")
    else:
        near(lasted_s, (ended_ms - began_ms) / 1000, tolerance_s, f"{label} lasts")


def check_way(race, log, tolerance_s):
    """What was really sent, and when, against what the lanes say. A lane without a route
    sends nothing."""
    sent = {}
    for event in log["events"]:
        if event["what"] == "syn":
            sent.setdefault(event["whom"], event["at"])
    lanes = [lane for lane in race.lanes if lane.status != "no_route"]
    equal(set(sent), {lane.address for lane in lanes}, "connected to")
    for lane in lanes:
        near(sent[lane.address] - sent[lanes[0].address], lane.began_s - lanes[0].began_s,
             tolerance_s, f"the packet to {lane.address} was sent")


def check(room, names, addresses, wanted, *options):
    """Runs one situation. Takes: `wanted`: winner (or None), won (milliseconds) and the lanes.
    -> the race."""
    (found, status), log, tolerance_s = measured(
        room, {NAME: names}, addresses, lambda: race(NAME, "www", *options))
    winner, won_ms, lanes = wanted
    equal([lane.address for lane in found.lanes], [lane[0] for lane in lanes], "the lanes")
    statuses = {lane.status for lane in found.lanes}
    before = None
    for lane, expected in zip(found.lanes, lanes):
        check_lane(lane, expected, tolerance_s, before)
        before = (lane, expected)
    equal(found.winner, winner, "the winner")
    equal(status, 0 if "open" in statuses else 3 if "silent" in statuses else 1, "exit status")
    if winner is not None:
        at = [lane[0] for lane in lanes].index(winner)
        near(found.won_s - found.lanes[at].began_s, (won_ms - lanes[at][1]) / 1000,
             tolerance_s, "won after its lane began")
        for lane in found.lanes:
            equal(lane.is_after_win, lane.began_s > found.won_s, f"{lane.address} after it")
    check_way(found, log, tolerance_s)
    return found


def plain(room, six, four, wanted, *options):
    """One address of each family (None: the name has none), answered at once."""
    names = host([FOUR] if four else [], [SIX] if six else [], 10, 10)
    addresses = {address: what for address, what in ((SIX, six), (FOUR, four)) if what}
    return check(room, names, addresses, wanted, *options)


@test
def the_kernel_gives_up_as_its_rule_says(room):
    true(0 <= Kernel.slack_s < 0.5, f"{Kernel.slack_s} s late")
    room.set_scene({NAME: host([FOUR])}, {FOUR: server(10)})
    document = race(NAME)[0].document
    equal((document["syn_retries"], document["give_up_us"]), (1, GIVES_UP_S * 1000000))


@test
def both_families_are_fine_and_the_first_one_wins(room):
    plain(room, server(60), server(40),
          (SIX, 70, [(SIX, 10, 70, "open"), (FOUR, 260, 300, "open")]))


@test
def ipv_six_refused_gives_its_turn_away_at_once(room):
    plain(room, refuses(100), server(40),
          (FOUR, 150, [(SIX, 10, 110, "refused"), (FOUR, 110, 150, "open")]))


@test
def ipv_six_a_black_hole_costs_the_attempt_delay(room):
    plain(room, hole(), server(40),
          (FOUR, 300, [(SIX, 10, GIVEN_UP, "silent"), (FOUR, 260, 300, "open")]))


@test
def ipv_six_slow_loses(room):
    plain(room, server(600), server(40),
          (FOUR, 300, [(SIX, 10, 610, "open"), (FOUR, 260, 300, "open")]))


@test
def ipv_six_slow_wins_over_a_slower_one(room):
    plain(room, server(400), server(300),
          (SIX, 410, [(SIX, 10, 410, "open"), (FOUR, 260, 560, "open")]))


@test
def ipv_four_alone_wins(room):
    plain(room, None, server(80), (FOUR, 90, [(FOUR, 10, 90, "open")]))


@test
def ipv_six_alone_wins(room):
    plain(room, server(80), None, (SIX, 90, [(SIX, 10, 90, "open")]))


@test
def ipv_six_answered_first_begins_without_its_brother(room):
    check(room, host([FOUR], [SIX], 160, 10), {SIX: server(60), FOUR: server(40)},
          (SIX, 70, [(SIX, 10, 70, "open"), (FOUR, 260, 300, "open")]))


@test
def ipv_four_answered_first_waits_for_aaaa(room):
    found = check(room, host([FOUR], [SIX], 10, 110), {SIX: server(60), FOUR: server(40)},
                  (SIX, 170, [(SIX, 110, 170, "open"), (FOUR, 360, 400, "open")]),
                  "--race", "delay=200")
    near(found.delay[0], 0.010, 0.05, "the resolution delay begins")
    near(found.delay[1], 0.110, 0.05, "the resolution delay ends")


@test
def aaaa_later_than_the_resolution_delay_comes_second(room):
    found = check(room, host([FOUR], [SIX], 10, 200), {SIX: server(60), FOUR: server(40)},
                  (FOUR, 100, [(FOUR, 60, 100, "open"), (SIX, 310, 370, "open")]))
    near(found.delay[1] - found.delay[0], 0.050, 0.045, "the resolution delay")


@test
def aaaa_late_still_wins_over_a_slow_ipv_four(room):
    check(room, host([FOUR], [SIX], 10, 200), {SIX: server(60), FOUR: server(600)},
          (SIX, 370, [(FOUR, 60, 660, "open"), (SIX, 310, 370, "open")]))


@test
def aaaa_that_never_comes_costs_the_resolution_delay(room):
    found = check(room, host([FOUR], [SIX], 10, None), {SIX: server(60), FOUR: server(40)},
                  (FOUR, 100, [(FOUR, 60, 100, "open")]))
    equal(found.outcomes["AAAA"], "timed_out")


@test
def a_that_never_comes_costs_nothing(room):
    found = check(room, host([FOUR], [SIX], None, 10), {SIX: server(60), FOUR: server(40)},
                  (SIX, 70, [(SIX, 10, 70, "open")]))
    equal(found.outcomes["A"], "timed_out")


@test
def eight_addresses_take_turns(room):
    sixes, fours = [SIX, SIX_B, SIX_C, SIX_D], [FOUR, FOUR_B, FOUR_C, FOUR_D]
    addresses = {SIX: hole(), FOUR: hole(), SIX_B: refuses(100), FOUR_B: server(100),
                 SIX_C: server(40), FOUR_C: refuses(0), SIX_D: server(20), FOUR_D: hole()}
    check(room, host(fours, sixes, 10, 10), addresses, (FOUR_B, 710, [
        (SIX, 10, GIVEN_UP, "silent"), (FOUR, 260, GIVEN_UP, "silent"),
        (SIX_B, 510, 610, "refused"), (FOUR_B, 610, 710, "open"),
        (SIX_C, 860, 900, "open"), (FOUR_C, 1110, 1110, "refused"),
        (SIX_D, 1110, 1130, "open"), (FOUR_D, 1360, GIVEN_UP, "silent")]))


@test
def the_first_packet_lost_costs_the_attempt_delay_not_a_second(room):
    check(room, host([FOUR], [SIX, SIX_B], 10, 10),
          {SIX: server(30, loses=1), FOUR: server(40), SIX_B: server(30)},
          (FOUR, 300, [(SIX, 10, SENT_AGAIN, "open"), (FOUR, 260, 300, "open"),
                       (SIX_B, 510, 540, "open")]))


@test
def nobody_answers_and_nobody_wins(room):
    plain(room, hole(), hole(),
          (None, None, [(SIX, 10, GIVEN_UP, "silent"), (FOUR, 260, GIVEN_UP, "silent")]))


@test
def all_refuse_and_nobody_wins(room):
    plain(room, refuses(60), refuses(80),
          (None, None, [(SIX, 10, 70, "refused"), (FOUR, 70, 150, "refused")]))


@test
def a_family_without_a_route_gives_its_turn_away(room):
    room.ip("-6 route del default")
    try:
        plain(room, server(60), server(40),
              (FOUR, 50, [(SIX, 10, 10, "no_route"), (FOUR, 10, 50, "open")]),
              "--race", "first=6")
    finally:
        room.ip("-6 route add default dev tun0")


@test
def a_family_without_a_route_is_sorted_last_and_begins_last(room):
    room.ip("-6 route del default")
    try:
        check(room, host([FOUR], [SIX], 10, 30), {SIX: server(60), FOUR: server(40)},
              (FOUR, 70, [(FOUR, 30, 70, "open"), (SIX, 280, 280, "no_route")]))
    finally:
        room.ip("-6 route add default dev tun0")


@test
def the_family_that_libc_sorts_first_begins(room):
    """From a unique local address IPv6 has another label than the servers': IPv4 is first."""
    own = f"{lab.ADDRESS_V_SIX}/64 dev tun0"
    room.ip(f"-6 addr del {own}")
    room.ip("-6 addr add fd00:8305::7/64 dev tun0 nodad")
    room.ip("-6 route replace default dev tun0")
    try:
        check(room, host([FOUR], [SIX], 10, 30), {SIX: server(60), FOUR: server(400)},
              (SIX, 340, [(FOUR, 30, 430, "open"), (SIX, 280, 340, "open")]))
    finally:
        room.ip("-6 addr del fd00:8305::7/64 dev tun0")
        room.ip(f"-6 addr add {own} nodad")
        room.ip("-6 route replace default dev tun0")


@test
def other_constants_make_another_race(room):
    plain(room, hole(), server(40),
          (FOUR, 150, [(SIX, 10, GIVEN_UP, "silent"), (FOUR, 110, 150, "open")]),
          "--race", "attempts=100")


@test
def ipv_four_first_if_the_person_wants_so(room):
    check(room, host([FOUR], [SIX], 10, 30), {SIX: server(60), FOUR: server(40)},
          (FOUR, 70, [(FOUR, 30, 70, "open"), (SIX, 280, 340, "open")]),
          "--race", "first=4")


@test
def address_is_raced_without_a_question(room):
    for address, rtt_ms in ((FOUR, 60), (SIX, 80)):
        (found, _), log, tolerance_s = measured(
            room, {}, {address: server(rtt_ms)}, lambda: race(address, "www"))
        equal(len(found.lanes), 1, address)
        check_lane(found.lanes[0], (address, 0, rtt_ms, "open"), tolerance_s)
        equal(found.winner, address)
        equal([e["whom"] for e in log["events"]
               if e["what"] == "asked" and e["type"] in ("A", "AAAA")
               and e["whom"] != "ipv4only.arpa"], [], address)


@test
def name_that_the_hosts_file_alone_knows_is_raced(room):
    room.set_file("/etc/hosts", f"{FOUR} only.race.test\n{SIX} only.race.test\n")
    try:
        (found, status), _, _ = measured(room, {}, {SIX: refuses(20), FOUR: server(30)},
                                         lambda: race("only.race.test", "www"))
    finally:
        room.restore_file("/etc/hosts")
    equal([(lane.address, lane.status) for lane in found.lanes],
          [(SIX, "refused"), (FOUR, "open")])
    equal((found.winner, status, found.document["libc"]["raced"]), (FOUR, 0, True))


@test
def name_without_an_address_has_no_race(room):
    room.set_scene({NAME: host()}, {})
    for name in (NAME, "nosuch.race.test"):
        found, status = race(name)
        equal((found.lanes, found.winner, status), ([], None, 1), name)


@test
def situations_by_chance_go_as_another_model_of_the_rfc_says(room):
    behaviours = {"open": server, "refused": refuses, "silent": lambda _: hole()}
    for six, four, six_ms, four_ms in race_model.situations(
            8305, 10, [SIX, SIX_B, SIX_C, SIX_D], [FOUR, FOUR_B, FOUR_C, FOUR_D]):
        winner, won_ms, lanes, _ = race_model.run(six, four, six_ms, four_ms)
        addresses = {address: behaviours[what](rtt_ms) for address, rtt_ms, what in six + four}
        names = host([row[0] for row in four], [row[0] for row in six], four_ms, six_ms)
        wanted = [(address, began, GIVEN_UP if what == "silent" else ended, what)
                  for address, began, ended, what in lanes]
        print(f"  AAAA {six_ms}, A {four_ms}: {wanted}", flush=True)
        check(room, names, addresses, (winner, won_ms, wanted))


if __name__ == "__main__":
    asking.need_binary()
    lab.enter()
    lab_room = race_lab.RaceLab()
    Kernel.measure(lab_room)
    checks.run(lab_room)
