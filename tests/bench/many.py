#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""many.py BUILD: how fast a list of names is resolved, beside others, in one run.

The server has one processor and the asker another one. A responder that answers by itself
(udp_relay) costs less than any asker does, so it is the askers that are compared; beside it
stands knot with all the names, as slow as the askers are. The programs run in turn and each
counts by its best run: another process on this machine can only make a run worse. What is not
installed is left out. Inside a private network; nothing leaves it.
"""
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../lab"))
import mass_tool

SERVER, ASKER = 0, 1  # processors
FEW, MANY, HUGE = 10000, 100000, 1000000
PEAK_KIB = 8192
OURS = "-r --list"
GOALS = {"dnsperf": 1.15, "c-ares' loop": 0.95, "massdns": 1.2,
         "getaddrinfo, 16 threads": 6, "dig -f": 10}


class Table:
    """Rows of (what, ours, beside, goal, met)."""

    def __init__(self):
        self.rows = []

    def at_least(self, what, ours, theirs, peer, goal):
        """A rate beside another one."""
        ratio = ours / theirs
        self.rows.append((what, f"{ours:,.0f} names/s", f"{ratio:.2f} x {peer} ({theirs:,.0f})",
                          f">= {goal} x", ratio >= goal))

    def at_most(self, what, ours, theirs, peer, goal):
        """A cost beside another one."""
        ratio = ours / theirs
        self.rows.append((what, f"{ours:.2f} us CPU/name", f"{ratio:.2f} x {peer} ({theirs:.2f})",
                          f"<= {goal} x", ratio <= goal))

    def figure(self, what, ours, unit, goal, is_met):
        """A figure of our own."""
        text = f"{ours:,.0f}" if ours >= 100 or ours == int(ours) else f"{ours:.1f}"
        self.rows.append((what, f"{text} {unit}", "", goal, is_met))

    def show(self):
        """Prints it."""
        print(f"\n{'many names, A and AAAA':<44} {'gaiscope':>18}  {'beside':<42} {'goal':>11}")
        for what, ours, beside, goal, met in self.rows:
            print(f"{what:<44} {ours:>18}  {beside:<42} {goal:>11}  "
                  f"{'met' if met else 'NOT MET'}")


class Runner:
    """Runs programs on the asker's processor."""

    def __init__(self, build):
        self.program = os.path.join(build, "tests/bench_run")

    def run(self, argv):
        """-> {wall_s, cpu_s, peak_kib, status} of one run, start and end of it included."""
        got = mass_tool.run([self.program, str(ASKER), *argv])
        if got.get("status") != 0:
            raise RuntimeError(f"failed: {argv}: {got}")
        return got

    def in_turn(self, programs, names, runs):
        """Runs {name: argv} in turn; -> {name: (best names/s, best us CPU per name, peak)}."""
        found = {name: [] for name in programs}
        for _ in range(runs):
            for name, argv in programs.items():
                found[name].append(self.run(argv))
        return {name: (names / min(run["wall_s"] for run in got),
                       min(run["cpu_s"] for run in got) * 1e6 / names,
                       max(run["peak_kib"] for run in got)) for name, got in found.items()}


class Programs:
    """The programs' command lines for a server, as far as they are installed."""

    def __init__(self, build, directory):
        self.build = build
        self.directory = directory

    def names(self, names, line="n{0}.bench.test\n"):
        """A file of so many names."""
        path = os.path.join(self.directory, f"{names}.{abs(hash(line))}")
        if not os.path.exists(path):
            with open(path, "w", encoding="ascii") as file:
                file.writelines(line.format(i) for i in range(names))
        return path

    def questions(self, names):
        """A file of both questions for each name."""
        return self.names(names, "n{0}.bench.test A\nn{0}.bench.test AAAA\n")

    def ours(self, port, names):
        """gaiscope, with its rows in the list's order."""
        return [os.path.join(self.build, "gaiscope"), "-r", "--server", f"127.0.0.1:{port}",
                "--list", self.names(names)]

    def peer(self, kind, port, names):
        """The least code that asks in this way."""
        return [os.path.join(self.build, "tests/bench_peers"), kind, "127.0.0.1", str(port),
                str(names)]

    def massdns(self, port, names):
        """It asks for one type at a time."""
        resolvers = os.path.join(self.directory, "resolvers")
        with open(resolvers, "w", encoding="ascii") as file:
            file.write(f"127.0.0.1:{port}\n")
        one = f"massdns -q -o S -w /dev/null -r {resolvers} -t"
        return ["sh", "-c", " && ".join(f"{one} {kind} {self.names(names)}"
                                        for kind in ("A", "AAAA"))]

    def fast(self, port, names):
        """Those that take any port and are quick."""
        argv = {OURS: self.ours(port, names), "a socket loop": self.peer("raw", port, names),
                "c-ares' loop": self.peer("ares", port, names)}
        if shutil.which("dnsperf"):
            argv["dnsperf"] = ["dnsperf", "-s", "127.0.0.1", "-p", str(port), "-n", "1", "-d",
                               self.questions(names)]
        if shutil.which("massdns"):
            argv["massdns"] = self.massdns(port, names)
        return argv

    def slow(self, names):
        """Those that ask the system's server and take their time."""
        argv = {OURS: self.ours(53, names),
                "getaddrinfo, 16 threads": self.peer("libc", 53, names)}
        if shutil.which("dig"):
            argv["dig -f"] = ["dig", "+short", "-f", self.questions(names)]
        return argv


def compare(table, label, found):
    """A row for each goal that a peer sets."""
    rate, cpu_us, _ = found[OURS]
    for peer, goal in GOALS.items():
        if peer in found:
            table.at_least(label, rate, found[peer][0], peer, goal)
    if "a socket loop" in found:
        table.at_most(label, cpu_us, found["a socket loop"][1], "a socket loop", 1.4)


def memory(table, run, programs, port):
    """Lists of any length."""
    for names in (FEW, MANY, HUGE):
        peak_kib = run.run(programs.ours(port, names))["peak_kib"]
        table.figure(f"peak memory, {names:,} names", peak_kib / 1024, "MiB", "<= 8 MiB",
                     peak_kib <= PEAK_KIB)


def granted_bytes():
    """The largest receive buffer that a program gets here."""
    with open("/proc/sys/net/core/rmem_max", encoding="ascii") as file:
        return int(file.read())


def long_paths(table, run, programs, relay, mass):
    """20 ms away, with our receive buffer and with the system's, and with losses."""
    with mass_tool.relay(relay, None, 20, 0, SERVER) as path, \
            mass_tool.relay(relay, None, 20, 10, SERVER) as lossy:
        found = run.in_turn({"all": programs.ours(path.port, MANY),
                             "lossy": programs.ours(lossy.port, MANY),
                             "small": ["env", "BENCH_RCVBUF=0", mass,
                                       f"127.0.0.1:{path.port}", str(MANY)]}, MANY, 3)
    rate, small = found["all"][0], found["small"][0]
    if granted_bytes() >= 4 << 20:
        table.figure("20 ms away, 4 MB of receive buffer", rate, "names/s", ">= 40,000",
                     rate >= 40000)
    table.figure("20 ms away, the system's own buffer", small, "names/s", ">= 20,000",
                 small >= 20000)
    table.at_least("20 ms away, 1 % lost", found["lossy"][0], rate, "nothing lost", 0.4)


def losses(table, run, programs, relay):
    """One exchange of a hundred."""
    with mass_tool.relay(relay, None, 0, 0, SERVER) as path, \
            mass_tool.relay(relay, None, 0, 10, SERVER) as lossy:
        for names in (FEW, MANY):
            found = run.in_turn({"all": programs.ours(path.port, names),
                                 "lossy": programs.ours(lossy.port, names)}, names, 5)
            table.at_least(f"1 % lost, {names:,} names", found["lossy"][0], found["all"][0],
                           "nothing lost", 0.4)


def count_failed(argv):
    """How many names of a list got no whole answer."""
    done = subprocess.run([*argv, "-o", "jsonl"], capture_output=True, text=True, check=False)
    rows = done.stdout.splitlines()
    return FEW - sum('"outcome":"answered","reason"' in row and
                     row.count('"outcome":"answered"') == 3 for row in rows)


def correctness(table, programs, server, relay):
    """Names that are reported wrong."""
    failed = count_failed(programs.ours(server.port, FEW))
    table.figure(f"failed of {FEW:,}, a healthy server", failed, "names", "0", failed == 0)
    with mass_tool.relay(relay, server, 0, 300, SERVER) as path:
        failed = count_failed(programs.ours(path.port, FEW))
    table.figure(f"failed of {FEW:,}, 30 % lost", failed, "names", "<= 100", failed <= 100)


def with_knot(table, run, programs, relay):
    """A real name server on the system's port."""
    with mass_tool.knot(programs.directory, MANY, SERVER, 53) as server:
        correctness(table, programs, server, relay)
        compare(table, f"knot, {MANY:,} names", run.in_turn(programs.fast(53, MANY), MANY, 3))


def own_files(directory):
    """A resolv.conf that names the server here, and DNS as the only source."""
    for name, text in (("resolv.conf", "nameserver 127.0.0.1\n"),
                       ("nsswitch.conf", "hosts: dns\n")):
        path = os.path.join(directory, name)
        with open(path, "w", encoding="ascii") as file:
            file.write(text)
        subprocess.run(["mount", "--bind", path, os.path.realpath(f"/etc/{name}")], check=True)


def inside(build):
    """The body of the private network."""
    relay, table, run = os.path.join(build, "tests/udp_relay"), Table(), Runner(build)
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    with tempfile.TemporaryDirectory() as directory:
        own_files(directory)
        programs = Programs(build, directory)
        with mass_tool.relay(relay, processor=SERVER, port=53) as server:
            for names, runs in ((FEW, 9), (MANY, 5)):
                found = run.in_turn(programs.fast(server.port, names), names, runs)
                compare(table, f"a responder, {names:,} names", found)
            found = run.in_turn(programs.slow(FEW), FEW, 3)
            compare(table, f"a responder, {FEW:,} names", found)
            memory(table, run, programs, server.port)
        long_paths(table, run, programs, relay, os.path.join(build, "tests/bench_mass"))
        losses(table, run, programs, relay)
        with_knot(table, run, programs, relay)
    table.show()


def main():
    os.environ["PATH"] += ":/usr/sbin:/usr/local/sbin"
    build = os.path.abspath(sys.argv[1])
    if (os.cpu_count() or 1) < 2:
        print("many names were not measured: server and asker need a processor each")
    elif os.environ.get("GS_BENCH_NAMESPACE"):
        inside(build)
    elif subprocess.run(["unshare", "-Urnm", sys.executable, *sys.argv], check=False,
                        env=dict(os.environ, GS_BENCH_NAMESPACE="1")).returncode != 0:
        print("many names were not measured: no private network here")


if __name__ == "__main__":
    main()
