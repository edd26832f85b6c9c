#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What really listens: host x family x service against real listeners beyond a way with a
distance of its own for each address. Times may be off by what the lab itself was late
(race_lab.measured)."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
import lab
import race_lab
from checks import contains, equal, test, true
from race_lab import GIVES_UP_S, hole, host, measured, refuses, server, v4, v6

NAME = "host.race.test"
SIX, SIX_B, FOUR, FOUR_B = v6(0x11), v6(0x12), v4(11), v4(12)
SERVICES = "www,https,smtp"
PORTS = {"www": 80, "https": 443, "smtp": 25}


def connect(host_name, *options):
    """-> (the connect part, the exit status)"""
    document, status = asking.report("--parts", "connect", *options, host_name)
    equal(document["unfinished"], [], str(document))
    return document["connect"], status


def run(room, names, addresses, *options):
    """Connects in a scene; -> ({(address, service): attempt}, report, status, log, tolerance)."""
    (found, status), log, tolerance_s = measured(
        room, {NAME: names}, addresses, lambda: connect(NAME, *options))
    attempts = {(row["address"], row["service"]): row for row in found["attempts"]}
    equal(len(attempts), len(found["attempts"]), "each address and service stands there once")
    return attempts, found, status, log, tolerance_s


def check_attempt(row, wanted, tolerance_s):
    """Takes: (status, errno, milliseconds)."""
    status, errno, took_ms = wanted
    label = f"{row['address']} port {row['port']}"
    equal((row["status"], row["errno"]), (status, errno), label)
    true(took_ms / 1000 - 0.001 <= row["elapsed_us"] / 1e6 <= took_ms / 1000 + tolerance_s,
         f"{label}: {row['elapsed_us']} us, not {took_ms} ms (+{tolerance_s * 1000:.1f})")


@test
def each_address_and_service_says_what_it_does(room):
    addresses = {SIX: server(60, (80, 443)), SIX_B: refuses(30),
                 FOUR: server(40, (80,)), FOUR_B: server(100, (25, 443))}
    attempts, found, status, log, tolerance_s = run(
        room, host([FOUR, FOUR_B], [SIX, SIX_B]), addresses, "--connect", SERVICES)
    equal(status, 0)
    for address, what in addresses.items():
        for service, port in PORTS.items():
            row = attempts[(address, service)]
            wanted = (("open", None) if port in what["ports"] else
                      ("refused", "ECONNREFUSED"))
            equal(row["port"], port, service)
            check_attempt(row, (*wanted, what["rtt_ms"]), tolerance_s)
    sent = {(event["whom"], event["port"]) for event in log["events"] if event["what"] == "syn"}
    equal(sent, {(address, port) for address in addresses for port in PORTS.values()})


@test
def all_are_connected_to_at_once(room):
    fours = [v4(30 + n) for n in range(12)]
    addresses = {address: server(200) for address in fours}
    attempts, found, _, log, tolerance_s = run(room, host(fours), addresses, "--connect", "www")
    equal(len(attempts), len(fours))
    sent = [event["at"] for event in log["events"] if event["what"] == "syn"]
    true(max(sent) - min(sent) < tolerance_s, f"one waited for another: {sent}")
    for row in attempts.values():
        check_attempt(row, ("open", None, 200), tolerance_s)


@test
def silent_address_delays_no_other_one(room):
    attempts, found, status, _, tolerance_s = run(
        room, host([FOUR], [SIX]), {SIX: hole(), FOUR: server(40)}, "--connect", "www")
    check_attempt(attempts[(FOUR, "www")], ("open", None, 40), tolerance_s)
    row = attempts[(SIX, "www")]
    equal((row["status"], row["errno"]), ("silent", "ETIMEDOUT"))
    true(GIVES_UP_S <= row["elapsed_us"] / 1e6 < GIVES_UP_S + 0.5, str(row))
    equal(status, 0)


@test
def where_all_are_silent_it_may_be_asked_again(room):
    _, _, status, _, _ = run(room, host([FOUR], [SIX]), {SIX: hole(), FOUR: hole()},
                             "--connect", "www")
    equal(status, 3)


@test
def where_all_refuse_nobody_listens(room):
    attempts, _, status, _, _ = run(room, host([FOUR], [SIX]),
                                    {SIX: refuses(10), FOUR: refuses(10)}, "--connect", "www")
    equal({row["status"] for row in attempts.values()}, {"refused"})
    equal(status, 1)


@test
def family_without_a_route_is_told_at_once(room):
    room.ip("-6 route del default")
    try:
        attempts, _, status, log, tolerance_s = run(
            room, host([FOUR], [SIX]), {SIX: server(60), FOUR: server(40)}, "--connect", "www")
    finally:
        room.ip("-6 route add default dev tun0")
    check_attempt(attempts[(SIX, "www")], ("no_route", "ENETUNREACH", 0), tolerance_s)
    check_attempt(attempts[(FOUR, "www")], ("open", None, 40), tolerance_s)
    equal(status, 0)
    equal([e["whom"] for e in log["events"] if e["what"] == "syn"], [FOUR])


@test
def path_is_what_the_kernel_knows(room):
    attempts, _, _, _, _ = run(room, host([FOUR], [SIX]),
                               {SIX: server(10), FOUR: server(10)}, "--connect", "www")
    for address, source in ((FOUR, lab.ADDRESS), (SIX, lab.ADDRESS_V_SIX)):
        row = attempts[(address, "www")]
        equal((row["source"], row["interface"], row["mtu_bytes"]), (source, "tun0", 1500),
              address)


@test
def lost_packet_is_counted(room):
    attempts, _, _, _, _ = run(room, host([FOUR], [SIX]),
                               {SIX: server(10, loses=1), FOUR: server(10)}, "--connect", "www")
    equal({key[0]: row["syns_again"] for key, row in attempts.items()}, {SIX: 1, FOUR: 0})
    true(1.0 < attempts[(SIX, "www")]["elapsed_us"] / 1e6 < 1.4, str(attempts))


@test
def banner_is_read_where_it_is_asked_for(room):
    addresses = {FOUR: server(40, {25: "220 mail.race.test ESMTP\r\nmore\r\n", 80: ""}),
                 SIX: server(60, {25: "\x1b[2J\x07bad\u202e\r\n"})}
    attempts, _, _, _, tolerance_s = run(room, host([FOUR], [SIX]), addresses,
                                         "--connect", "smtp,www", "--banner")
    row = attempts[(FOUR, "smtp")]
    equal(row["banner"], "220 mail.race.test ESMTP")
    check_attempt(row, ("open", None, 40), tolerance_s)
    bad = attempts[(SIX, "smtp")]["banner"]
    contains(bad, "bad")
    true(all(ord(c) >= 32 and c not in "\x7f\u202e" for c in bad), repr(bad))
    equal(attempts[(FOUR, "www")]["banner"], None, "a server that waits says nothing")
    equal(attempts[(SIX, "www")]["status"], "refused")


@test
def banner_is_not_read_without_a_wish(room):
    attempts, _, _, _, _ = run(room, host([FOUR]), {FOUR: server(10, {25: "220 hello\r\n"})},
                               "--connect", "smtp")
    equal(attempts[(FOUR, "smtp")]["banner"], None)


@test
def name_without_an_address_names_the_step_that_failed(room):
    room.set_scene({NAME: host()}, {})
    for name, outcome, wanted in ((NAME, "no_data", 1), ("nosuch.race.test", "no_such_name", 1)):
        found, status = connect(name, "--connect", "www")
        equal((found["attempts"], found["name_outcome"]), ([], outcome), name)
        equal(status, wanted, name)


@test
def addresses_are_not_resolved_again(room):
    attempts, _, _, log, _ = run(room, host([FOUR], [SIX]),
                                 {SIX: server(10), FOUR: server(10)}, "--connect", SERVICES)
    equal(len(attempts), 6)
    asked = [event["type"] for event in log["events"]
             if event["what"] == "asked" and event["whom"] == NAME]
    true(asked.count("A") <= 2 and asked.count("AAAA") <= 2, f"asked: {asked}")


@test
def report_is_read_by_people(room):
    room.set_scene({NAME: host([FOUR], [SIX])}, {SIX: refuses(10), FOUR: server(10, (80,))})
    done = asking.run("--parts", "connect", "--connect", "www,https", "-r", NAME)
    equal(done.returncode, 0, done.stderr)
    for part in (FOUR, SIX, "open", "refused"):
        contains(done.stdout, part)


if __name__ == "__main__":
    asking.need_binary()
    lab.enter()
    checks.run(race_lab.RaceLab())
