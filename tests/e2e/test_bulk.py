#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Lists of names, end to end: each row against the zone, whoever is slow, broken or hostile."""
import csv
import io
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import checks
import lab
from checks import contains, equal, test, true, wait_until

GAISCOPE = os.environ["GS_BINARY"]
COUNT = 10000
BULK, MOODY = "127.0.0.6", "127.0.0.7"
V4, V6 = socket.AF_INET, socket.AF_INET6
OUTCOME = {0: "answered", 1: "no_such_name", 2: "no_data"}


def wanted_of(number):
    """What the zone has of n<number>.bulk.test: (A, AAAA), addresses or None: no such name."""
    if number % 7 == 3:
        return None
    four = [f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"]
    six = [f"2001:db8:1::{number + 1:x}", f"2001:db8:2::{number + 1:x}"]
    return (four if number % 5 != 4 else [], six if number % 3 != 2 else [])


def zone_text():
    """The zones of BULK."""
    lines = ["$ORIGIN bulk.test.",
             "@ SOA ns hostmaster 1 7200 900 1209600 300", "@ NS ns", "ns A 127.0.0.6",
             "alias CNAME n0", "mail MX 10 n0.bulk.test.", "mail MX 20 n1.bulk.test.",
             "text TXT \"a \\\"quoted\\\" text\""]
    for number in range(COUNT):
        addresses = wanted_of(number)
        if addresses is not None:
            lines += [f"n{number} A {a}" for a in addresses[0]]
            lines += [f"n{number} AAAA {a}" for a in addresses[1]]
            lines += [f"n{number} TXT x"]
    lines += ["$ORIGIN 2.0.192.in-addr.arpa.",
              "@ SOA ns.bulk.test. hostmaster.bulk.test. 1 7200 900 1209600 300",
              "@ NS ns.bulk.test.", "6 PTR n0.bulk.test."]
    return "\n".join(lines) + "\n"


def serve_moody(server):
    """192.0.2.1 for all, but names that begin with silent, fail, refused get just that."""
    while True:
        query, peer = server.recvfrom(4096)
        end = query.index(0, 12) + 5
        name = query[13:].lower()
        head = query[:2] + b"\x81"
        if name.startswith(b"silent"):
            continue
        if name.startswith((b"fail", b"refused")):
            code = b"\x82" if name.startswith(b"fail") else b"\x85"
            server.sendto(head + code + b"\0\1\0\0\0\0\0\0" + query[12:end], peer)
        elif query[end - 4:end - 2] == b"\0\1":
            server.sendto(head + b"\x80\0\1\0\1\0\0\0\0" + query[12:end]
                          + b"\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4\xc0\0\2\1", peer)
        else:
            server.sendto(head + b"\x80\0\1\0\0\0\0\0\0" + query[12:end], peer)


class BulkLab(lab.Lab):
    """The lab, a zone of many names, and a server with moods."""

    def __init__(self):
        super().__init__()
        self._start_knot("bulk", [f"{BULK}@53"], zone_text())
        self.wait_for(BULK, 53, ["bulk.test.", "2.0.192.in-addr.arpa."])
        moody = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        moody.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        moody.bind((MOODY, 53))
        threading.Thread(target=serve_moody, args=(moody,), daemon=True).start()

    def write(self, name, lines):
        """A list file."""
        path = os.path.join(self.directory, name)
        with open(path, "wb") as file:
            file.write(lines if isinstance(lines, bytes) else "".join(
                f"{line}\n" for line in lines).encode())
        return path


def run(*arguments, server=BULK, given=b"", env=None):
    """Runs the program on a list; -> (status, bytes of output, text of errors)."""
    where = ["--server", server] if server else []
    done = subprocess.run([GAISCOPE, *where, *arguments], input=given, timeout=120,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False,
                          env={**os.environ, **(env or {})})
    return done.returncode, done.stdout, done.stderr.decode()


def start(*arguments, server=BULK, **streams):
    """Starts the program; streams not given are pipes."""
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE,
               "stderr": subprocess.PIPE, **streams}
    return subprocess.Popen([GAISCOPE, "--server", server, *arguments], **streams)


def rows_of(output):
    """JSON lines as values."""
    return [json.loads(line) for line in output.decode().splitlines()]


def core_of(row):
    """A row without what time makes of it."""
    return (row["line"], row["host"], row["outcome"],
            [(a["type"], a["outcome"], sorted(a["values"])) for a in row["answers"]])


def wanted_core(number):
    """What core_of() is to be for a name of the zone on its line."""
    addresses = wanted_of(number)
    cells = [("A", 0), ("AAAA", 1)]
    if addresses is None:
        answers = [(kind, "no_such_name", []) for kind, _ in cells]
    else:
        answers = [(kind, "answered" if addresses[i] else "no_data", sorted(addresses[i]))
                   for kind, i in cells]
    whole = ("no_such_name" if addresses is None
             else "answered" if any(addresses) else "no_data")
    return (number + 1, f"n{number}.bulk.test", whole, answers)


@test
def each_row_is_exact_in_both_orders(room):
    names = room.write("all", [f"n{i}.bulk.test" for i in range(COUNT)])
    wanted = [wanted_core(i) for i in range(COUNT)]
    code, output, errors = run("--list", names, "-o", "jsonl")
    rows = rows_of(output)
    equal([core_of(row) for row in rows], wanted, "in the order of the list")
    equal(code, 1, "some do not exist")
    contains(errors, f"{COUNT:,} names in", "the counts")
    true("failed" not in errors, errors)
    _, output, _ = run("--list", names, "-o", "jsonl", "--order", "done", "--quiet")
    equal(sorted(core_of(row) for row in rows_of(output)), wanted, "as they are done")


@test
def csv_and_text_have_the_same_answers(room):
    names = room.write("some", [f"n{i}.bulk.test" for i in range(50)])
    _, output, _ = run("--list", names, "-o", "csv")
    found = list(csv.DictReader(io.StringIO(output.decode(), newline="")))
    for kind, place in (("A", 0), ("AAAA", 1)):
        wanted = sorted((str(i + 1), a) for i in range(50) for a in (wanted_of(i) or ([], []))[place])
        equal(sorted((r["line"], r["value"]) for r in found
                     if r["type"] == kind and r["value"]), wanted, kind)
    _, output, _ = run("--list", names)
    lines = output.decode().splitlines()
    equal(len(lines), 50, "a line a name")
    equal(lines[0].split(), ["n0.bulk.test", "A", "10.0.0.0", "AAAA", "2001:db8:1::1,",
                             "2001:db8:2::1"], "the first one")
    equal(lines[3].split(None, 1), ["n3.bulk.test", "no such name"], "one that is not there")


@test
def rows_come_before_a_slow_list_ends(_):
    with start("--list", "-") as program:
        for number in range(3):
            program.stdin.write(f"n{number}.bulk.test\n".encode())
            program.stdin.flush()
            contains(program.stdout.readline().decode(), f"n{number}.bulk.test", "its row")
        program.stdin.write(b"n4.bulk.test")  # no end of line
        program.stdin.close()
        contains(program.stdout.read().decode(), "n4.bulk.test", "the last one")
        contains(program.stderr.read().decode(), "4 names in", "the counts")


def cpu_ticks(pid):
    """CPU time of a process so far."""
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        return sum(int(field) for field in file.read().rsplit(")", 1)[1].split()[11:13])


@test
def a_slow_reader_stops_the_asking_and_loses_nothing(room):
    names = room.write("many", [f"n{i % COUNT}.bulk.test" for i in range(30000)])
    with start("--list", names, "-o", "jsonl") as program:
        def stands_still():
            before = cpu_ticks(program.pid)
            time.sleep(0.5)
            return before > 0 and cpu_ticks(program.pid) - before <= 2
        wait_until(stands_still, "it goes on asking")
        rows = rows_of(program.stdout.read())
        errors = program.stderr.read().decode()
    equal([core_of(row)[1:] for row in rows],
          [wanted_core(i % COUNT)[1:] for i in range(30000)], "all rows")
    true("failed" not in errors, errors)


@test
def output_that_takes_no_more_ends_it(room):
    names = room.write("many", [f"n{i % COUNT}.bulk.test" for i in range(30000)])
    with open("/dev/full", "wb") as full, start("--list", names, stdout=full) as program:
        contains(program.stderr.read().decode(), "standard output: no space left", "full")
    equal(program.returncode, 4, "full")
    with start("--list", names) as program:
        program.stdout.readline()
        program.stdout.close()
        contains(program.stderr.read().decode(), "standard output: broken pipe", "gone")
    equal(program.returncode, 4, "gone")


@test
def an_interrupted_list_prints_what_is_done(_):
    with start("--list", "-", "-o", "jsonl", server=MOODY) as program:
        program.stdin.write(b"silent.test\na.test\nb.test\n")
        program.stdin.flush()
        time.sleep(1)
        program.send_signal(signal.SIGINT)
        rows = rows_of(program.stdout.read())
        errors = program.stderr.read().decode()
    equal([row["host"] for row in rows], ["a.test", "b.test"], "done, but behind a slow one")
    contains(errors, "interrupted: 2 names in", "the counts")
    equal(program.returncode, 4, "status")


@test
def a_second_signal_ends_it_when_nobody_reads(room):
    names = room.write("many", [f"n{i % COUNT}.bulk.test" for i in range(30000)])
    with start("--list", names, "-o", "jsonl") as program:
        time.sleep(2)
        program.send_signal(signal.SIGINT)
        time.sleep(0.5)
        program.send_signal(signal.SIGINT)
        equal(program.wait(10), -signal.SIGINT, "status")


@test
def a_list_may_hold_any_bytes(room):
    hostile = (b"\xef\xbb\xbfn0.bulk.test\r\n\0\nn0.bulk.test\0x\n" + b"y" * (1 << 20)
               + b"\n\xff\xfe.test\n a b \nn0.bulk.test\x1b[2J\n\n# no\n\"n0\",.bulk.test\n"
               + b"a" * 64 + b".test\n..\nn2.bulk.test")
    names = room.write("hostile", hostile)
    code, output, errors = run("--list", names, "-o", "jsonl")
    rows = rows_of(output)
    equal([(row["line"], row["outcome"]) for row in rows],
          [(1, "answered"), (2, "bad_question"), (3, "bad_question"), (4, "bad_question"),
           (5, "bad_question"), (6, "bad_question"), (7, "bad_question"),
           (10, "no_such_name"), (11, "bad_question"), (12, "bad_question"),
           (13, "answered")], "JSON")
    equal(code, 1, errors)
    for arguments in ((), ("-o", "csv")):
        _, output, _ = run("--list", names, *arguments)
        equal([b for b in output if b < 32 and b not in (10, 13)], [], "no raw controls")
        output.decode()
        true(len(output) < 20000, "a long line is cut")


@test
def names_of_all_kinds_are_asked_rightly(room):
    names = room.write("kinds", ["N0.BULK.TEST", "n0.bulk.test.", "alias.bulk.test",
                                 "192.0.2.6", "192.0.2.7", "b\u00fccher.bulk.test"])
    for locale in ("C", "C.UTF-8"):
        _, output, _ = run("--list", names, "-o", "jsonl", env={"LC_ALL": locale})
        rows = rows_of(output)
        equal([row["outcome"] for row in rows], ["answered"] * 4 + ["no_such_name"] * 2, locale)
        equal(rows[2]["canonical"], "n0.bulk.test", "the alias")
        equal([row["canonical"] for row in rows[:2]], [None, None], "the same name")
        equal([(a["type"], a["values"]) for a in rows[3]["answers"]],
              [("PTR", ["n0.bulk.test"])], "an address")
        equal(rows[5]["asked"], "xn--bcher-kva.bulk.test", "international")
    names = room.write("types", ["mail.bulk.test", "text.bulk.test", "nx.bulk.test"])
    _, output, _ = run("--list", names, "-o", "jsonl", "--types", "MX,TXT")
    equal([[(a["type"], a["outcome"], len(a["values"])) for a in row["answers"]]
           for row in rows_of(output)],
          [[("MX", "answered", 2), ("TXT", "no_data", 0)],
           [("MX", "no_data", 0), ("TXT", "answered", 1)],
           [("MX", "no_such_name", 0), ("TXT", "no_such_name", 0)]], "types")


@test
def libc_says_what_python_hears_from_it(room):
    hosts = ["localhost", "onlyfile.demo.test", "iana.org", "www.iana.org", "mit.edu",
             "nx.demo.test", "192.0.2.6", "2001:db8::6", lab.HOST_NAME]
    names = room.write("libc", hosts)
    code, output, errors = run("--list", names, "--libc", "-o", "jsonl", server=None)
    for row, host in zip(rows_of(output), hosts):
        try:
            found = socket.getaddrinfo(host, None, 0, socket.SOCK_STREAM, 0,
                                       socket.AI_ADDRCONFIG | socket.AI_V4MAPPED)
        except socket.gaierror:
            found = []
        equal(row["answers"][0]["values"],
              list(dict.fromkeys(entry[4][0] for entry in found)), host)
    equal(code, 1, errors)


@test
def failures_are_rows_and_give_the_status(room):
    good, gone = ["n0.bulk.test"], ["nx.bulk.test"]
    for label, server, lines, arguments, wanted in (
            ("all answered", BULK, good, (), 0),
            ("nothing asked", BULK, ["# none", ""], (), 0),
            ("one does not exist", BULK, good + gone, (), 1),
            ("one cannot be asked", BULK, good + ["a b"], (), 1),
            ("SERVFAIL", "127.0.0.5", good, ("--timeout", "1"), 3),
            ("silence", "127.0.0.3", good, ("--timeout", "1"), 3),
            ("nobody listens", "127.0.0.4", good, ("--timeout", "1"), 3),
            ("refused", MOODY, ["refused.test", "a.test"], ("--timeout", "1"), 3)):
        names = room.write("status", lines)
        code, output, errors = run("--list", names, "-o", "jsonl", *arguments, server=server)
        equal(code, wanted, f"{label}: {errors}")
        equal(len(rows_of(output)), sum(1 for line in lines if line and line[0] != "#"), label)
    code, _, errors = run("--list", "/nowhere/list")
    equal(code, 2, errors)
    contains(errors, "no such file", "a list that is not there")
    code, _, errors = run("--list", "/tmp")
    equal((code, "directory" in errors), (2, True), errors)


@test
def one_silent_name_holds_a_bounded_list(room):
    names = room.write("silent", ["silent.test"] + [f"n{i}.test" for i in range(3000)])
    with start("--list", names, "-o", "jsonl", "--timeout", "3", server=MOODY) as program:
        output = program.stdout.read()
    rows = rows_of(output)
    equal([row["line"] for row in rows], list(range(1, 3002)), "in order")
    equal(rows[0]["outcome"], "timed_out", "the silent one")
    equal({row["outcome"] for row in rows[1:]}, {"answered"}, "no other is held for silent")


def peak_kib(program):
    """The most memory a running program has had; looked at until it ends."""
    most = 0
    while program.poll() is None:
        with open(f"/proc/{program.pid}/status", encoding="ascii") as file:
            most = max([most] + [int(line.split()[1]) for line in file if "VmHWM" in line])
        time.sleep(0.005)
    return most


@test
def memory_does_not_grow_with_the_list(room):
    def peak_of(count, env):
        names = room.write("long", [f"n{i % COUNT}.bulk.test" for i in range(count)])
        with start("--list", names, "-o", "jsonl", "--quiet", env={**os.environ, **env},
                   stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL) as program:
            most = peak_kib(program)
            equal((program.stderr.read(), program.returncode), (b"", 1), "it ended well")
        return most
    with open(GAISCOPE, "rb") as file:
        is_sanitized = b"__asan_init" in file.read()
    if is_sanitized:
        options = {"ASAN_OPTIONS": "quarantine_size_mb=1:thread_local_quarantine_size_kb=64"}
        short, long = peak_of(5000, options), peak_of(40000, options)
        true(0 < short and long < short + 16384, f"{short} KiB, then {long} KiB")
    else:
        most = peak_of(200000, {})
        true(0 < most <= 8192, f"{most} KiB")


@test
def the_demo_has_lists_too(room):
    names = room.write("demo", ["mit.edu", "nx.demo.test", "\u4e94\u7cae\u6db2.\u4e2d\u56fd"])
    _, output, errors = run("--demo", "--list", names, server=None)
    contains(output.decode(), "104.67.192.104", errors)
    contains(output.decode(), "\u4e94\u7cae\u6db2.\u4e2d\u56fd", "as typed")


if __name__ == "__main__":
    lab.enter()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    checks.run(BulkLab())
