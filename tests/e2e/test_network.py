#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What this machine has: NAT64 with each of the six prefix lengths by a real DNS64, and changes
of addresses, routes and links as the kernel tells them, in a private namespace."""
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
import lab
import nat64_lab
from checks import contains, equal, test, true
from nat64_lab import ip
from screen import Screen, need_tmux

PREFIXES = ("2001:db8::/32", "2001:db8:100::/40", "2001:db8:122::/48", "2001:db8:122:300::/56",
            "2001:db8:122:344::/64", "2001:db8:122:344::/96", "64:ff9b::/96")
LIMIT_S = 1.0  # within which a change has to be on the screen


def network(*arguments):
    """-> the network part of a report."""
    document, status = asking.report("--parts", "network", *arguments)
    equal(status, 0, "exit status")
    equal(document["unfinished"], [])
    return document["network"]


@test
def each_prefix_length_is_found(room):
    for prefix in PREFIXES:
        room.set_prefix(prefix)
        found = network("four.test")["nat64"]
        equal(found["prefixes"], [prefix])
        equal(found["state"], "found", prefix)


@test
def a_report_needs_no_host_for_it(room):
    room.set_prefix(PREFIXES[2])
    equal(network()["nat64"]["prefixes"], [PREFIXES[2]])


@test
def a_network_without_dns_makes_nothing_up(room):
    room.set_prefix("")
    found = network("four.test")["nat64"]
    equal((found["state"], found["outcome"], found["prefixes"]), ("none", "no_data", []))


@test
def a_server_that_is_gone_is_a_failure_and_not_a_missing_prefix(room):
    room.stop_resolver()
    found = network("four.test")["nat64"]
    equal(found["state"], "failed")


@test
def made_up_addresses_are_unmasked_in_reports(room):
    room.set_prefix(PREFIXES[2])
    ip("addr add 192.0.2.7/24 dev gs0")  # else ADDRCONFIG leaves IPv4 out
    try:
        check_unmasked()
    finally:
        ip("addr del 192.0.2.7/24 dev gs0")


def check_unmasked():
    """Both families come, and one of them is the other."""
    document, _ = asking.report("--parts", "system,network", "four.test")
    classes = {row["address"]: (row["class"], row.get("inside"))
               for row in document["system"]["addresses"]}
    equal(classes["2001:db8:122:c000:2:100::"], ("nat64", "192.0.2.1"))
    equal(classes["192.0.2.1"][1], None)
    done = asking.run("--report", "--parts", "system,network", "four.test")
    contains(done.stdout, "NAT64 of 192.0.2.1")
    contains(done.stdout, "2 addresses, IPv6 only by NAT64")


@test
def mapped_sixtofour_and_teredo_are_named(room):
    room.set_prefix("")
    for host, kind, inside in (("sixtofour.test", "6to4", "192.0.2.1"),
                               ("teredo.test", "teredo", "192.0.2.45")):
        document, _ = asking.report("--parts", "system", host)
        row = document["system"]["addresses"][0]
        equal((row["class"], row["inside"]), (kind, inside), host)


@test
def interfaces_and_routes_are_told(room):
    ip("addr add 192.0.2.7/24 dev gs0")
    ip("-6 addr add 2001:db8::7/64 dev gs0 nodad valid_lft 600 preferred_lft 300")
    ip("route add default via 192.0.2.1 metric 7")
    ip("-6 route add unreachable default metric 4096")
    try:
        found = network("four.test")
        rows = {row["address"]: row for row in found["addresses"]}
        equal((rows["192.0.2.7"]["interface"], rows["192.0.2.7"]["prefix_bits"],
               rows["192.0.2.7"]["scope"], rows["192.0.2.7"]["valid_s"]),
              ("gs0", 24, "global", None))
        true(590 <= rows["2001:db8::7"]["valid_s"] <= 600, "the lifetime counts down")
        equal(rows["::1"]["scope"], "host")
        equal([(route["family"], route["gateway"], route["interface"], route["metric"],
                route["unreachable"]) for route in found["default_routes"]],
              [("inet", "192.0.2.1", "gs0", 7, False), ("inet6", None, None, 4096, True)])
    finally:
        ip("route del default metric 7")
        ip("-6 route del unreachable default metric 4096")
        ip("addr flush dev gs0 scope global")


def open_pane(screen, host="four.test"):
    """The program with the pane of this machine in full."""
    screen.run(f"clear; '{asking.BINARY}' {host}")
    screen.wait_for("answered")
    screen.keys("3")
    screen.wait_for("━ Race")
    screen.keys("BTab")
    screen.wait_for("━ What this machine has")
    screen.keys("z")
    return screen.wait_for("━ What this machine has", "watched", "NAT64  ")


def is_marked(screen, sign, text):
    """Whether a row with this text bears a sign in the gutter."""
    return any(line[1:2] == sign and text in line for line in screen.text().splitlines())


def timed(screen, command, *parts, gone=None, marked=None):
    """Runs ip(8); -> seconds until the screen shows it, at most LIMIT_S."""
    begun = time.monotonic()
    ip(command)
    if marked is not None:
        checks.wait_until(lambda: is_marked(screen, *marked), f"{marked} on the screen",
                          limit_s=LIMIT_S)
    if gone is not None:
        screen.wait_gone(gone, limit_s=LIMIT_S)
    screen.wait_for(*parts, limit_s=LIMIT_S)
    took = time.monotonic() - begun
    print(f"  {command}: {took * 1000:.0f} ms")
    true(took <= LIMIT_S, f"{command} took {took:.3f} s to be seen")
    return took


@test
def the_dashboard_finds_each_prefix_length(room):
    for prefix in PREFIXES:
        room.set_prefix(prefix)
        with Screen(120, 40) as screen:
            text = open_pane(screen)
            contains(text, prefix)
            contains(text, "IPv4 hosts over IPv6")


@test
def the_dashboard_unmasks_addresses(room):
    room.set_prefix(PREFIXES[2])
    with Screen(120, 40) as screen:
        screen.run(f"clear; '{asking.BINARY}' four.test www")
        screen.wait_for("2001:db8:122:c000:2:100::", "NAT64 of 192.0.2.1")


@test
def changes_are_on_the_screen_within_a_second(room):
    room.set_prefix("")
    with Screen(120, 40) as screen:
        contains(open_pane(screen), "v4 ✗")
        timed(screen, "addr add 192.0.2.77/24 dev gs0", "changed ",
              marked=("+", "192.0.2.77/24"))
        timed(screen, "route add default via 192.0.2.1", "by 192.0.2.1, gs0", "v4 ✓")
        timed(screen, "route del default", "v4 ✗", marked=("-", "by 192.0.2.1, gs0"))
        timed(screen, "-6 addr add 2001:db8::77/64 dev gs0 nodad", "2001:db8::77/64")
        timed(screen, "-6 route add default via 2001:db8::1", "by 2001:db8::1, gs0", "v6 ✓")
        timed(screen, "link set gs0 down", "down", "v6 ✗")
        timed(screen, "link set gs0 up", "192.0.2.77/24", gone="down")
        timed(screen, "addr del 192.0.2.77/24 dev gs0", marked=("-", "192.0.2.77/24"))
        screen.wait_gone("192.0.2.77/24", limit_s=8)


if __name__ == "__main__":
    nat64_lab.need_tools()
    asking.need_binary()
    need_tmux()
    lab.enter()
    checks.run(nat64_lab.Nat64Lab())
