#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""bench.py GAISCOPE [FRAME]: what the program costs beside its peers, in one run.

Every goal is a ratio against a program measured in the same run, or a figure of our own. The
lookups run in a private namespace with a real name server; nothing leaves this machine.
"""
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

import large
from pty_program import PtyProgram

KNOT = """
server:
    listen: 127.0.0.1@53
    rundir: "{directory}"
database:
    storage: "{directory}"
zone:
  - domain: bench.test
    file: "{directory}/bench.test.zone"
log:
  - target: stderr
    any: error
"""
ZONE = """$ORIGIN bench.test.
$TTL 3600
@ SOA ns hostmaster 1 3600 600 86400 300
@ NS ns
ns A 127.0.0.1
www A 192.0.2.80
www AAAA 2001:db8::80
""" + large.ZONE
RUNS = 60
DOWN, UP = b"\x1b[B", b"\x1b[A"
TAB, BACKTAB = b"\t", b"\x1b[Z"


class Table:
    """Rows of (what, ours, beside what, goal, met)."""

    def __init__(self):
        self.rows = []

    def ratio(self, what, ours, peer, theirs, goal, unit="ms", scale=1000.0):
        self.rows.append((what, f"{ours * scale:.2f} {unit}", f"{ours / theirs:.2f} x {peer}"
                          f" ({theirs * scale:.2f})", f"{goal} x", ours <= goal * theirs))

    def figure(self, what, ours, unit, goal):
        self.rows.append((what, f"{ours:.2f} {unit}", "", f"{goal} {unit}", ours <= goal))

    def show(self):
        print(f"\n{'what':<43} {'gaiscope':>11}  {'beside':<22} {'at most':>11}")
        for what, ours, beside, goal, met in self.rows:
            print(f"{what:<43} {ours:>11}  {beside:<22} {goal:>11}  {'met' if met else 'NOT MET'}")


def whole_process(commands):
    """Times commands in turn, RUNS times; -> median seconds of each."""
    times = [[] for _ in commands]
    for turn in range(RUNS + 3):
        for index, command in enumerate(commands):
            start = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                           check=True)
            if turn >= 3:
                times[index].append(time.perf_counter() - start)
    return [statistics.median(each) for each in times]


def lookups(gaiscope, table):
    """One lookup as a whole process; runs inside the namespace."""
    ours_libc = [gaiscope, "-r", "--parts", "system", "www.bench.test"]
    ours_dns = [gaiscope, "-r", "--parts", "dns", "--types", "A,AAAA", "www.bench.test"]
    libc, getent = whole_process([ours_libc, ["getent", "ahosts", "www.bench.test"]])
    dns, dig, kdig = whole_process([
        ours_dns, ["dig", "www.bench.test", "A", "www.bench.test", "AAAA"],
        ["kdig", "www.bench.test", "A", "www.bench.test", "AAAA"]])
    table.ratio("one lookup by libc, whole process", libc, "getent", getent, 1.6)
    table.ratio("one lookup by DNS, whole process", dns, "kdig", kdig, 0.7)
    table.ratio("one lookup by DNS, whole process", dns, "dig", dig, 0.2)


def wait_for_server():
    for _ in range(500):
        if subprocess.run(["kdig", "+short", "+time=1", "+retry=0", "@127.0.0.1", "SOA",
                           "bench.test"], capture_output=True, check=False).stdout:
            return
        time.sleep(0.01)
    raise RuntimeError("the name server did not start")


def in_namespace(gaiscope):
    """The body of the private namespace: a server, its resolv.conf, the lookups."""
    table = Table()
    with tempfile.TemporaryDirectory() as directory:
        for name, text in (("resolv.conf", "nameserver 127.0.0.1\n"),
                           ("nsswitch.conf", "hosts: files dns\n"),
                           ("bench.test.zone", ZONE),
                           ("knot.conf", KNOT.format(directory=directory))):
            with open(os.path.join(directory, name), "w", encoding="ascii") as file:
                file.write(text)
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
        for name in ("resolv.conf", "nsswitch.conf"):
            subprocess.run(["mount", "--bind", f"{directory}/{name}",
                            os.path.realpath(f"/etc/{name}")], check=True)
        server = subprocess.Popen(["knotd", "-c", f"{directory}/knot.conf"],
                                  stderr=subprocess.DEVNULL)
        try:
            wait_for_server()
            lookups(gaiscope, table)
            table.figure("peak memory, asking a server",
                         peak_mib([gaiscope, "www.bench.test", "www"]), "MiB", 8)
            large.measure(gaiscope, table, directory)
        finally:
            server.terminate()
            server.wait()
    return table


def median_first_screen(argv, runs=11):
    times = []
    for _ in range(runs):
        program = PtyProgram(argv)
        times.append(program.first_screen())
        program.close()
    return statistics.median(times)


PRESSES = 150
SPIN_S = 0.25  # while something is waited for a frame comes four times a second


class Keys:
    """One program whose keys are timed; the keys in turn must all change its picture."""

    def __init__(self, argv, keys, spins=False):
        self.program = PtyProgram(argv)
        self.keys = keys
        self.spins = spins
        self.times = []
        self.sizes = []
        self.program.first_screen()
        self.program.drain(0.3, 1.0)

    def press(self, turn):
        if self.spins and turn % 5 == 0:
            self.program.drain(0.005)
            self.program.wait_for_frame(SPIN_S)
        latency, size = self.program.press(self.keys[turn % len(self.keys)])
        if latency is None:
            raise RuntimeError(f"a key drew nothing: {self.program.argv}")
        self.times.append(latency)
        self.sizes.append(size)

    def figures(self):
        """-> (median, p90 seconds to the first byte, median bytes per key)."""
        self.program.close()
        times = sorted(self.times)
        return (statistics.median(times), times[int(len(times) * 0.9)],
                statistics.median(self.sizes))


def keys(gaiscope, table, dead):
    """The programs get their keys in turn, so that all of them meet the same machine."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as text:
        text.write("".join(f"line {i} of a text to scroll in\n" for i in range(2000)))
        text.flush()
        less = Keys(["less", text.name], [DOWN, UP])
        demo = Keys([gaiscope, "--demo", "iana.org", "www"], [TAB, BACKTAB])
        rows = Keys([gaiscope, "--demo", "many.fault.test", "www"], [DOWN, UP])
        hung = Keys([gaiscope, "-s", dead, "iana.org", "www"], [TAB, BACKTAB], spins=True)
        for turn in range(PRESSES):
            for each in (less, demo, rows, hung):
                each.press(turn)
        median, p90, _ = less.figures()
    for what, program in (("Tab", demo), ("Down", rows), ("Tab, dead server, libc hangs", hung)):
        ours = program.figures()
        table.ratio(f"{what}: to first byte, median", ours[0], "less", median, 2)
        table.ratio(f"{what}: to first byte, p90", ours[1], "less", p90, 2)
        if what == "Down":
            table.figure("bytes per Down key", ours[2], "B", 400)


def screens(gaiscope, table):
    ours = median_first_screen([gaiscope, "--demo", "iana.org", "www"])
    table.figure("first screen", ours * 1000, "ms", 15)
    for peer in (["htop"], ["tig"]):
        if shutil.which(peer[0]):
            table.ratio("first screen", ours, peer[0], median_first_screen(peer), 1)


def idle(gaiscope, table):
    for cols, what, wakes, size in ((80, "no clock shown", 0.4, 0), (120, "clock shown", 2.4, 60)):
        program = PtyProgram([gaiscope, "-4", "127.0.0.1", "80"], cols=cols)
        program.first_screen()
        program.drain(7.0, 8.0)  # marks of changed rows fade after 5 s
        switches, written = program.idle(5)
        table.figure(f"idle, {what}: wake-ups a second", switches / 5, "/s", wakes)
        table.figure(f"idle, {what}: bytes a second", written / 5, "B/s", size)
        program.close()


def peak_mib(argv):
    program = PtyProgram(argv, cols=200, rows=50)
    program.first_screen()
    program.drain(0.5)
    peak = program.peak_mib()
    program.close()
    return peak


def quits_and_memory(gaiscope, table, dead):
    times = []
    for _ in range(11):
        program = PtyProgram([gaiscope, "-s", dead, "iana.org", "www"])
        program.first_screen()
        program.drain(0.1)
        times.append(program.quit(b"q"))
        program.close()
    table.figure("quit with lookups hanging", statistics.median(times) * 1000, "ms", 20)
    table.figure("peak memory, with the demo's server in it",
                 peak_mib([gaiscope, "--demo", "iana.org", "www"]), "MiB", 8)


def frames(frame, table):
    with tempfile.NamedTemporaryFile("r") as out:
        program = PtyProgram([frame, out.name], cols=200, rows=50)
        while program.read(20):
            pass
        program.close()
        costs = [tuple(float(word) for word in line.split()) for line in out]
    for (frame_us, rows), goal in zip(costs, (1.0, 0.15)):
        table.figure(f"frame at 200x50, {rows:.0f} rows change", frame_us / 1000, "ms CPU", goal)
    # Where rounds end, finding the order anew now and then is in it, and taking them in.
    for what, few, many, goal in zip(("paging", "10 rounds a frame"), costs[2:4], costs[4:6],
                                     (1.25, 1.5)):
        table.ratio(f"frame of 10,000 hosts, {what}", many[0], "100 hosts", few[0], goal,
                    "ms CPU", 0.001)


def main():
    gaiscope = os.path.abspath(sys.argv[1])
    if os.environ.get("GS_BENCH_NAMESPACE"):
        in_namespace(gaiscope).show()
        return
    inner = subprocess.run(["unshare", "-Urnm", sys.executable, *sys.argv],
                           env=dict(os.environ, GS_BENCH_NAMESPACE="1"), check=False)
    if inner.returncode != 0:
        print("the lookups were not measured: no private namespace here")
    table = Table()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        dead = f"127.0.0.1:{silent.getsockname()[1]}"
        screens(gaiscope, table)
        keys(gaiscope, table, dead)
        idle(gaiscope, table)
        quits_and_memory(gaiscope, table, dead)
    if len(sys.argv) > 2:
        frames(os.path.abspath(sys.argv[2]), table)
    table.show()


if __name__ == "__main__":
    main()
