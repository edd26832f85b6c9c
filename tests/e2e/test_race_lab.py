#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The lab of the race itself: distances, refusals, black holes, lost packets and late names
are what a scene says, seen by Python's own sockets. Without it the other tests would measure
something else."""
import os
import socket
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import checks
import lab
import race_clients as clients
import race_lab
from checks import equal, test, true
from race_lab import hole, host, measured, refuses, server, v4, v6

NAME = "host.race.test"
V4, V6 = socket.AF_INET, socket.AF_INET6
EXACT_S = 0.005  # what a measured distance may be off


def connect(address, port=80):
    """-> (what came of it, seconds)"""
    family = V6 if ":" in address else V4
    began = time.monotonic()
    with socket.socket(family, socket.SOCK_STREAM) as client:
        error = client.connect_ex((address, port))
        return os.strerror(error) if error else "open", time.monotonic() - began


def said(log, address):
    """What went to an address and came back, without what earlier connections still say."""
    return [event["what"] for event in log["events"] if event["whom"] == address]


def close_to(got_s, wanted_s, tolerance_s, label):
    """A time is what was set."""
    true(wanted_s - 0.001 <= got_s <= wanted_s + tolerance_s,
         f"{label}: {got_s * 1000:.1f} ms, set are {wanted_s * 1000:.0f} "
         f"(+{tolerance_s * 1000:.1f})")


@test
def every_address_is_as_far_away_as_is_said(room):
    for address, rtt_ms in ((v4(1), 0), (v4(2), 30), (v4(3), 200), (v6(1), 0), (v6(2), 45),
                            (v6(3), 300), ("203.0.113.9", 80)):
        addresses = {address: server(rtt_ms)}
        fastest, _, _ = measured(room, {}, addresses, lambda: min(
            connect(address)[1] for _ in range(5)))
        close_to(fastest, rtt_ms / 1000, EXACT_S, address)


@test
def an_address_without_a_listener_refuses(room):
    for address in (v4(4), v6(4)):
        (what, took_s), log, tolerance_s = measured(
            room, {}, {address: refuses(60)}, lambda: connect(address))
        equal(what, "Connection refused", address)
        close_to(took_s, 0.060, tolerance_s, address)
        equal(said(log, address), ["syn", "refused"], address)


@test
def the_kernel_gives_a_black_hole_up(room):
    for address in (v4(5), v6(5)):
        (what, took_s), log, _ = measured(room, {}, {address: hole()}, lambda: connect(address))
        equal(what, "Connection timed out", address)
        true(race_lab.GIVES_UP_S <= took_s < race_lab.GIVES_UP_S + 0.3, f"{took_s:.3f} s")
        equal(set(said(log, address)), {"syn"}, address)


@test
def a_lost_packet_is_sent_again_a_second_later(room):
    addresses = {v6(6): server(30, loses=1)}
    (what, took_s), log, _ = measured(room, {}, addresses, lambda: connect(v6(6)))
    equal(what, "open")
    true(1.02 <= took_s < 1.3, f"{took_s:.3f} s")
    equal(said(log, v6(6)), ["syn", "syn", "open"])


@test
def names_are_answered_when_they_shall(room):
    for four_ms, six_ms, slowest_s in ((0, 0, 0), (20, 120, 0.120), (150, 10, 0.150)):
        names = {NAME: host([v4(7)], [v6(7)], four_ms, six_ms)}
        rows, log, tolerance_s = measured(room, names, {}, lambda: timed(
            lambda: socket.getaddrinfo(NAME, 80, type=socket.SOCK_STREAM)))
        equal([row[4][0] for row in rows[0]], [v6(7), v4(7)], "IPv6 is first in libc's order")
        close_to(rows[1], slowest_s, tolerance_s, f"{four_ms} and {six_ms} ms")
        equal(sorted(event["type"] for event in log["events"] if event["what"] == "answered"),
              ["A", "AAAA"])


@test
def a_question_can_stay_without_an_answer(room):
    names = {NAME: host([v4(7)], [v6(7)], 0, None)}
    _, log, _ = measured(room, names, {}, lambda: timed(
        lambda: socket.getaddrinfo(NAME, 80, type=socket.SOCK_STREAM)))
    equal({event["type"] for event in log["events"] if event["what"] == "answered"}, {"A"})


def timed(action):
    """-> (what it gave, seconds)"""
    began = time.monotonic()
    given = action()
    return given, time.monotonic() - began


@test
def a_banner_is_said(room):
    room.set_scene({}, {v4(8): server(20, {25: "220 mail\r\n"})})
    with socket.create_connection((v4(8), 25), 5) as client:
        equal(client.recv(100), b"220 mail\r\n")


@test
def a_family_without_a_route_fails_at_once(room):
    room.set_scene({}, {v6(1): server(50)})
    room.ip("-6 route del default")
    try:
        what, took_s = connect(v6(1))
        equal(what, "Network is unreachable")
        true(took_s < 0.02, f"{took_s:.3f} s")
    finally:
        room.ip("-6 route add default dev tun0")
    equal(connect(v6(1))[0], "open")


@test
def clients_that_really_run_are_right_about_themselves(room):
    names = {NAME: host([v4(1)], [v6(1)], 10, 20)}
    addresses = {v4(1): server(40), v6(1): refuses(100)}
    for label, client, wanted_s in (
            ("serial", lambda: clients.one_after_another(NAME, 80), 0.020 + 0.100 + 0.040),
            ("Python's", lambda: clients.python_serial(NAME, 80), 0.020 + 0.100 + 0.040),
            ("IPv4 alone", lambda: clients.one_after_another(NAME, 80, V4), 0.010 + 0.040),
            ("race", lambda: clients.happy_eyeballs(NAME, 80), 0.020 + 0.100 + 0.040)):
        (family, waited_s), _, tolerance_s = measured(room, names, addresses, client)
        equal(family, int(V4), label)
        close_to(waited_s, wanted_s, tolerance_s + 0.010, label)


if __name__ == "__main__":
    lab.enter()
    checks.run(race_lab.RaceLab())
