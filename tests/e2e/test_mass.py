#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Many questions against a real server, seen over paths that lose and delay: no name may be
reported wrong out of haste. On loopback alone."""
import os
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import checks
import mass_tool
from checks import equal, test, true

BUILD = os.path.join(os.environ.get("GS_BUILD", ""), "tests")
RELAY, ASKER = os.path.join(BUILD, "udp_relay"), os.path.join(BUILD, "bench_mass")
NAMES = 10000
FREED_AT_ONCE = {"ASAN_OPTIONS": "quarantine_size_mb=0:thread_local_quarantine_size_kb=0"}
SMALL_BUFFER = {"BENCH_RCVBUF": "0"}


def ask(port, names=NAMES, environment=None):
    """The figures of asking for A and AAAA of so many names."""
    return mass_tool.run([ASKER, f"127.0.0.1:{port}", str(names)], environment=environment)


def nothing_failed(got):
    """All were answered, with one address each."""
    equal((got["failed"], got["addresses"]), (0, 2 * NAMES), str(got))


@test
def a_healthy_server_answers_for_every_name():
    nothing_failed(ask(server.port))
    nothing_failed(ask(server.port, environment=SMALL_BUFFER))


@test
def with_a_third_of_all_exchanges_lost_one_name_in_a_hundred_fails_at_most():
    with mass_tool.relay(RELAY, server, lost_per_mille=300) as path:
        got = ask(path.port)
        true(got["failed"] <= NAMES / 100, str(got))
        equal(got["addresses"], 2 * NAMES - got["failed"], str(got))
        true(got["lost"] > NAMES / 2, f"nothing was lost: {got}")


@test
def with_one_exchange_in_a_hundred_lost_no_name_fails():
    with mass_tool.relay(RELAY, server, lost_per_mille=10) as path:
        nothing_failed(ask(path.port))


@test
def a_long_path_is_filled_and_loses_nothing():
    with mass_tool.relay(RELAY, server, delay_ms=20) as path:
        got = ask(path.port)
        nothing_failed(got)
        true(got["window"] > 200, f"the window did not grow: {got}")


@test
def a_long_path_that_loses_costs_no_name():
    with mass_tool.relay(RELAY, server, delay_ms=20, lost_per_mille=50) as path:
        nothing_failed(ask(path.port))


@test
def memory_does_not_grow_with_the_list():
    with mass_tool.relay(RELAY) as path:
        few = ask(path.port, names=2000, environment=FREED_AT_ONCE)
        many = ask(path.port, names=40000, environment=FREED_AT_ONCE)
        true(many["peak_kib"] < few["peak_kib"] * 1.5 + 1024, f"{few}\n{many}")


if not shutil.which("knotd", path=os.environ["PATH"] + ":/usr/sbin:/usr/local/sbin"):
    checks.skip("knotd is not installed")
os.environ["PATH"] += ":/usr/sbin:/usr/local/sbin"
with tempfile.TemporaryDirectory() as directory, \
        mass_tool.knot(directory, NAMES) as server:
    checks.run()
