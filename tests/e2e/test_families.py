#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Both families of several hosts side by side, against real listeners at a distance of their
own: what DNS, libc and the connects took, who would win, and the totals. Times may be off by
what the lab itself was late (race_lab.measured)."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
import lab
import race_lab
from checks import contains, equal, test, true
from race_lab import GIVES_UP_S, hole, host, measured, refuses, server, v4, v6

FIRST, SECOND, THIRD, NOWHERE = (f"{name}.race.test" for name in
                                 ("first", "second", "third", "nowhere"))
SIX, SIX_B, SIX_C = v6(0x11), v6(0x12), v6(0x13)
FOUR, FOUR_B, FOUR_C = v4(11), v4(12), v4(13)
NAMES = {FIRST: host([FOUR], [SIX], 20, 60), SECOND: host([FOUR_B], [], 10, 10),
         THIRD: host([FOUR_C], [SIX_B, SIX_C], 10, 10)}
ADDRESSES = {SIX: server(150), FOUR: server(40), FOUR_B: server(100),
             SIX_B: refuses(120), SIX_C: refuses(20), FOUR_C: server(40)}
SIDES = ("inet6", "inet")


def families(*arguments):
    """-> ({host: row}, the part, the exit status)"""
    document, status = asking.report("--parts", "families", *arguments)
    equal(document["unfinished"], [], str(document))
    part = document["families"]
    rows = {row["host"]: row for row in part["hosts"]}
    equal(len(rows), len(part["hosts"]), "each host stands there once")
    return rows, part, status


def near(got_us, wanted_ms, tolerance_s, label):
    """A time is what was set."""
    true(got_us is not None and
         wanted_ms / 1000 - 0.001 <= got_us / 1e6 <= wanted_ms / 1000 + tolerance_s,
         f"{label}: {got_us} us, not {wanted_ms} ms (+{tolerance_s * 1000:.1f})")


@test
def each_family_of_each_host_has_its_times(room):
    (rows, _, status), _, tolerance_s = measured(
        room, NAMES, ADDRESSES,
        lambda: families("--families", f"{SECOND},{THIRD}", FIRST, "www"))
    equal(status, 0)
    equal(list(rows), [FIRST, SECOND, THIRD])
    for name, row in rows.items():
        for side, kind in zip(SIDES, ("AAAA", "A")):
            late_ms, addresses = NAMES[name][kind]
            found = row[side]
            label = f"{name} {side}"
            near(found["dns_us"], late_ms, tolerance_s, f"{label}: DNS")
            near(found["libc_us"], late_ms, tolerance_s, f"{label}: libc")
            equal(found["dns_outcome"], "answered" if addresses else "no_data", label)
            equal({c["address"] for c in found["connections"]}, set(addresses), label)
            for connection in found["connections"]:
                what = ADDRESSES[connection["address"]]
                equal(connection["status"], "open" if what["ports"] else "refused", label)
                near(connection["elapsed_us"], what["rtt_ms"], tolerance_s, label)


@test
def winner_is_who_a_race_of_these_times_has(room):
    (rows, part, _), _, tolerance_s = measured(
        room, NAMES, ADDRESSES,
        lambda: families("--families", f"{SECOND},{THIRD}", FIRST, "www"))
    # AAAA is 40 ms behind A, within the delay: 60 + 150. No AAAA: 10 + 100. Refused: IPv4
    # follows at once, 10 + 120 + 40.
    for name, winner, won_ms in ((FIRST, "inet6", 210), (SECOND, "inet", 110),
                                 (THIRD, "inet", 170)):
        equal(rows[name]["winner"], winner, name)
        near(rows[name]["won_us"], won_ms, 2 * tolerance_s, name)
    totals = part["totals"]
    equal([totals[side]["wins"] for side in SIDES], [1, 2], "wins")
    equal([totals[side]["addresses"] for side in SIDES], [3, 3], "addresses")
    equal([totals[side]["open"] for side in SIDES], [1, 3], "open")


@test
def measured_race_has_the_same_winner(room):
    for name in (FIRST, SECOND, THIRD):
        rows, _, _ = measured(room, NAMES, ADDRESSES, lambda: families(name, "www"))[0]
        document, _ = measured(room, NAMES, ADDRESSES,
                               lambda: asking.report("--parts", "race", name, "www"))[0]
        lanes, winner = document["race"]["lanes"], document["race"]["winner"]
        equal(rows[name]["winner"], lanes[winner - 1]["family"], name)


@test
def silent_family_is_told_and_the_other_one_wins(room):
    (rows, _, status), _, tolerance_s = measured(
        room, NAMES, {SIX: hole(), FOUR: server(40)}, lambda: families(FIRST, "www"))
    connection = rows[FIRST]["inet6"]["connections"][0]
    equal((connection["status"], connection["errno"]), ("silent", "ETIMEDOUT"))
    true(GIVES_UP_S <= connection["elapsed_us"] / 1e6 < GIVES_UP_S + 0.5, str(connection))
    equal((rows[FIRST]["winner"], status), ("inet", 0))
    near(rows[FIRST]["won_us"], 60 + 250 + 40, 2 * tolerance_s, "won")


@test
def host_without_an_address_leaves_the_others(room):
    (rows, part, status), _, _ = measured(
        room, NAMES, ADDRESSES, lambda: families("--families", NOWHERE, FIRST, "www"))
    equal(rows[NOWHERE]["winner"], None)
    equal({rows[NOWHERE][side]["dns_outcome"] for side in SIDES}, {"no_such_name"})
    equal((rows[FIRST]["winner"], status), ("inet6", 0))


@test
def hosts_of_a_list_are_asked_side_by_side(room):
    names = {f"h{n}.race.test": host([FOUR], [SIX], 100, 100) for n in range(20)}
    (rows, part, _), log, tolerance_s = measured(
        room, names, {SIX: server(200), FOUR: server(200)},
        lambda: families("--families", ",".join(list(names)[1:]), list(names)[0], "www"))
    equal(list(rows), list(names))
    equal(part["totals"]["inet6"]["wins"], 20)
    true(part["elapsed_us"] / 1e6 < 3, f"{part['elapsed_us']} us, one after another 6 s")


@test
def report_is_read_by_people(room):
    room.set_scene(NAMES, ADDRESSES)
    done = asking.run("--parts", "families", "--families", SECOND, "-r", FIRST, "www")
    equal(done.returncode, 0, done.stderr)
    for part in (FIRST, SECOND, "IPv6", "IPv4"):
        contains(done.stdout, part)


if __name__ == "__main__":
    asking.need_binary()
    lab.enter()
    checks.run(race_lab.RaceLab())
