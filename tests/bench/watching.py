#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""watching.py BUILD: what the dashboard costs while it watches 10,000 hosts each 10 s.

The hosts' server is a responder (udp_relay), or a port where nobody ever answers. The keys of
all programs come in turn, so that all of them meet the same machine, and each latency stands
beside that of the dashboard with nothing to do. Inside a private network; nothing leaves it.
"""
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../lab"))
import mass_tool
from pty_program import PtyProgram

FEW, MANY = 100, 10000
EVERY_S = 10
SETTLE_S = 15    # the first rounds
MEASURED_S = 20  # two rounds
WRITING_S = 90   # within that the state is written again
PRESSES = 120
DOWN, UP, TAB, BACKTAB = b"\x1b[B", b"\x1b[A", b"\t", b"\x1b[Z"


class Table:
    """Rows of (what, ours, goal, met)."""

    def __init__(self):
        self.rows = []

    def add(self, what, ours, goal, is_met):
        """A figure, in words."""
        self.rows.append((what, ours, goal, is_met))

    def at_most(self, what, ours, unit, goal):
        """A figure of our own."""
        self.add(what, f"{ours:.2f} {unit}", f"{goal} {unit}", ours <= goal)

    def show(self):
        """Prints it."""
        print(f"\n{'watching hosts, each 10 s':<52} {'gaiscope':<38} {'at most':>9}")
        for what, ours, goal, is_met in self.rows:
            print(f"{what:<52} {ours:<38} {goal:>9}  {'met' if is_met else 'NOT MET'}")


class Dashboard:
    """One dashboard on a terminal, and what its keys took."""

    def __init__(self, argv, keys, env=None):
        self.program = PtyProgram(argv, env=env)
        self.keys = keys
        self.times = []
        self.program.first_screen()
        self.program.drain(0.2, 2.0)

    def press(self, turn):
        """One key: until the first byte that comes of it. What comes by itself comes four
        times a second at most: after such a frame there is time for a few keys."""
        if turn % 4 == 0:
            self.program.wait_for_frame(0.25)
        latency, _ = self.program.press(self.keys[turn % len(self.keys)])
        if latency is None:
            raise RuntimeError(f"a key drew nothing: {self.program.argv}")
        self.times.append(latency)

    def median(self):
        """Of the keys so far, which begin anew."""
        times, self.times = self.times, []
        return statistics.median(times)

    def cpu_s(self):
        """Of the whole process so far, as the scheduler counts: ticks miss what is short."""
        total = 0
        for task in os.listdir(f"/proc/{self.program.pid}/task"):
            with open(f"/proc/{self.program.pid}/task/{task}/schedstat", "rb") as file:
                total += int(file.read().split()[0])
        return total / 1e9


def read_all(dashboards, seconds):
    """Reads what all of them draw, for so long."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        for each in dashboards:
            each.program.read(0.01)


def shares(dashboards):
    """Of each, the share of a processor that it takes while all of them run, in percent."""
    before, start = [each.cpu_s() for each in dashboards], time.perf_counter()
    read_all(dashboards, MEASURED_S)
    took_s = time.perf_counter() - start
    return [100 * (each.cpu_s() - was) / took_s for each, was in zip(dashboards, before)]


def in_turn(dashboards, presses=PRESSES):
    """Presses keys of all in turn; -> the median of each."""
    for turn in range(presses):
        for each in dashboards:
            each.press(turn)
    return [each.median() for each in dashboards]


def add_keys(table, what, ours, empty):
    """A latency beside that of the empty dashboard."""
    table.add(f"{what}: to first byte",
              f"{ours * 1000:.2f} ms, {ours / empty:.2f} x empty ({empty * 1000:.2f})", "2 x",
              ours <= 2 * empty)


def add_writing(table, many, empty, state):
    """Keys while the state of 10,000 hosts is being written: a file beside it tells."""
    end = time.perf_counter() + WRITING_S
    while not os.path.exists(state + ".new"):
        read_all([many, empty], 0.05)
        if time.perf_counter() > end:
            raise RuntimeError("the state was not written")
    turns = 0
    while os.path.exists(state + ".new"):
        many.press(turns)
        empty.press(turns)
        turns += 1
    add_keys(table, f"{MANY:,} hosts, the state is written, {turns} Tabs", many.median(),
             empty.median())


def own_files(directory):
    """A resolv.conf that names the responder, and DNS as libc's only source."""
    for name, text in (("resolv.conf", "nameserver 127.0.0.1\n"),
                       ("nsswitch.conf", "hosts: dns\n")):
        path = os.path.join(directory, name)
        with open(path, "w", encoding="ascii") as file:
            file.write(text)
        subprocess.run(["mount", "--bind", path, os.path.realpath(f"/etc/{name}")], check=True)


def list_of(directory, count):
    """A list of so many hosts."""
    path = os.path.join(directory, f"{count}.hosts")
    with open(path, "w", encoding="ascii") as file:
        file.writelines(f"n{i}.bench.test\n" for i in range(count))
    return path


def measure(gaiscope, table, directory, dead):
    """All rows."""
    state = os.path.join(directory, "state")
    few, many = list_of(directory, FEW), list_of(directory, MANY)
    watch = [gaiscope, "--every", f"{EVERY_S}s"]
    empty = Dashboard([gaiscope], [TAB, BACKTAB])
    healthy = Dashboard([*watch, "--state", state, "-m", many], [TAB, BACKTAB])
    silent = Dashboard([*watch, "--no-state", "-s", dead, "-m", many], [TAB, BACKTAB])
    small = Dashboard([*watch, "--no-state", "-m", few], [TAB, BACKTAB])
    everyone = [empty, healthy, silent, small]
    read_all(everyone, SETTLE_S)
    medians = in_turn([empty, healthy, silent])
    add_keys(table, f"{MANY:,} hosts, Tab", medians[1], medians[0])
    add_keys(table, f"{MANY:,} hosts, a dead server, Tab", medians[2], medians[0])
    healthy.keys = silent.keys = [DOWN, UP]
    medians = in_turn([empty, healthy, silent])
    add_keys(table, f"{MANY:,} hosts, Down", medians[1], medians[0])
    add_keys(table, f"{MANY:,} hosts, a dead server, Down", medians[2], medians[0])
    healthy.keys = [TAB, BACKTAB]
    percent = shares(everyone)
    add_writing(table, healthy, empty, state)
    table.at_most(f"{MANY:,} hosts: of a processor", percent[1], "%", 30)
    table.at_most(f"{MANY:,} hosts, a dead server: of a processor", percent[2], "%", 30)
    table.at_most(f"{MANY:,} hosts: peak memory", healthy.program.peak_mib(), "MiB", 64)
    table.at_most(f"{MANY:,} hosts, a dead server: peak memory", silent.program.peak_mib(),
                  "MiB", 64)
    for each in (empty, healthy, silent):
        each.program.close()
    table.at_most(f"{FEW} hosts, alone: of a processor", shares([small])[0], "%", 0.2)
    small.program.close()


def inside(build):
    """The body of the private network."""
    table = Table()
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    with tempfile.TemporaryDirectory() as directory, \
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as nobody, \
            mass_tool.relay(os.path.join(build, "tests/udp_relay"), port=53):
        own_files(directory)
        nobody.bind(("127.0.0.1", 0))
        measure(os.path.join(build, "gaiscope"), table, directory,
                f"127.0.0.1:{nobody.getsockname()[1]}")
    table.show()


def main():
    build = os.path.abspath(sys.argv[1])
    if os.environ.get("GS_BENCH_NAMESPACE"):
        inside(build)
    elif subprocess.run(["unshare", "-Urnm", sys.executable, *sys.argv], check=False,
                        env=dict(os.environ, GS_BENCH_NAMESPACE="1")).returncode != 0:
        print("watching was not measured: no private network here")


if __name__ == "__main__":
    main()
