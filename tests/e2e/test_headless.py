#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A list is watched without a screen: its lines, its ends, its state."""
import json
import os
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
from checks import contains, equal, test, true

GOOD = "iana.org https\npython.org\n"
LIMIT_S = 60


class Place:
    """A folder with a list and a state of its own."""

    def __init__(self, text=GOOD):
        self.folder = tempfile.TemporaryDirectory()
        self.list = os.path.join(self.folder.name, "hosts.txt")
        self.state = os.path.join(self.folder.name, "state.jsonl")
        self.write(text)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.folder.cleanup()

    def write(self, text):
        new = self.list + ".new"
        with open(new, "w", encoding="utf-8") as file:
            file.write(text)
        os.rename(new, self.list)

    def command(self, *options):
        """The program on this list, asking the demo's own server."""
        return [asking.BINARY, "--demo", "-m", self.list, "--every", "1", "--state", self.state,
                *options]

    def run(self, *options, **more):
        return subprocess.run(self.command(*options), capture_output=True, text=True,
                              timeout=LIMIT_S, check=False, **more)

    def start(self, *options, **more):
        return subprocess.Popen(self.command(*options), stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, **more)

    def hosts(self):
        """The hosts of the state, by name; checks that it is whole."""
        with open(self.state, encoding="utf-8") as file:
            lines = [json.loads(line) for line in file]
        equal(lines[0]["format"], "gaiscope monitor")
        true(lines[-1].get("end"), "the state ends")
        hosts = [line["host"] for line in lines if "host" in line]
        equal(lines[-1].get("hosts", 0), len(hosts))
        return {host["watch"]["host"]: host for host in hosts}


def end(process, number=signal.SIGTERM):
    """Ends it. Returns: its status, and what was not read yet."""
    process.send_signal(number)
    out, err = process.communicate(timeout=LIMIT_S)
    return process.returncode, out, err


def next_line(process, event):
    """The next line of standard output that tells of such an event."""
    while True:
        line = process.stdout.readline()
        true(line, "the program goes on")
        told = json.loads(line)
        if told["event"] == event:
            return told


@test
def rounds_are_told_and_counted(_):
    with Place() as place:
        done = place.run("-o", "jsonl", "--count", "2", "--summaries")
        equal(done.returncode, 0, done.stderr)
        rounds = [json.loads(line) for line in done.stdout.splitlines()]
        equal([told["round"] for told in rounds], [1, 2])
        equal(rounds[1]["hosts"], 2)
        equal(rounds[1]["states"]["steady"], 2)
        equal(done.stderr, "")


@test
def exit_status_says_what_the_hosts_said(_):
    for text, status in ((GOOD, 0),
                         ("iana.org expect ipv6,ipv4\n", 0),
                         ("iana.org\nnosuch.fault.test\n", 1),
                         ("iana.org\nservfail.fault.test\nnosuch.fault.test\n", 3),
                         ("iana.org expect ipv6>=9\nservfail.fault.test\n", 5)):
        with Place(text) as place:
            done = place.run("-o", "jsonl", "--count", "1")
            equal(done.returncode, status, text + done.stderr)


@test
def lines_that_are_wrong_are_said_and_the_others_run(_):
    with Place("iana.org\nbad..name\npython.org every never\n") as place:
        done = place.run("-o", "jsonl", "--count", "1", "--summaries")
        equal(done.returncode, 0)
        equal(json.loads(done.stdout)["hosts"], 1)
        contains(done.stderr, "gaiscope: hosts.txt, line 2: ")
        contains(done.stderr, "gaiscope: hosts.txt, line 3: ")


@test
def a_list_that_is_not_there_or_empty_is_said(_):
    with Place("# nobody\n") as place:
        done = place.run("-o", "jsonl")
        equal(done.returncode, 2)
        contains(done.stderr, "the list has no host to watch")
        os.unlink(place.list)
        for options in (("-o", "jsonl"), ()):  # the dashboard, too, as --list and --replay
            done = place.run(*options)
            equal(done.returncode, 2)
            contains(done.stderr, "hosts.txt")


@test
def standard_input_may_be_the_list(_):
    done = subprocess.run([asking.BINARY, "--demo", "-rm-", "--count", "1", "--summaries"],
                          input=GOOD, capture_output=True, text=True, timeout=LIMIT_S, check=False)
    equal(done.returncode, 0, done.stderr)
    contains(done.stdout, "round 1: ")


@test
def a_signal_ends_it_with_the_state_written(_):
    for number in (signal.SIGTERM, signal.SIGINT):
        with Place() as place:
            process = place.start("-o", "jsonl", "--summaries")
            next_line(process, "round")
            status, _out, err = end(process, number)
            equal(status, 0, err)
            equal(sorted(place.hosts()), ["iana.org", "python.org"])


@test
def a_signal_ends_it_while_a_list_is_typed(_):
    for number in (signal.SIGTERM, signal.SIGINT):
        with subprocess.Popen([asking.BINARY, "--demo", "-rm-"], stdin=subprocess.PIPE,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
            process.stdin.write(b"#\n" * 200000)  # more than a pipe holds: it reads
            process.stdin.flush()
            process.send_signal(number)
            try:
                equal(process.wait(timeout=LIMIT_S), -number)
            finally:
                process.kill()
            equal(process.stderr.read(), b"")


@test
def a_hangup_reads_the_list_again(_):
    with Place() as place:
        process = place.start("-o", "jsonl", "--summaries")
        next_line(process, "round")
        place.write("iana.org\npython.org\nnosuch.fault.test\n")
        process.send_signal(signal.SIGHUP)
        while next_line(process, "round")["hosts"] != 3:
            pass
        status, _out, err = end(process)
        true(status in (1, 3), "the new host counts")
        contains(err, "list read again: 3 hosts")


@test
def a_reader_that_goes_ends_it_with_a_word(_):
    with Place() as place:
        process = place.start("-o", "jsonl", "--summaries")
        next_line(process, "round")
        process.stdout.close()
        process.wait(timeout=LIMIT_S)
        equal(process.returncode, 4)
        contains(process.stderr.read(), "standard output: broken pipe")
        process.stderr.close()


@test
def a_full_disk_behind_standard_output_ends_it_with_a_word(_):
    with Place() as place, open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(place.command("-o", "jsonl", "--summaries"), stdout=full,
                              stderr=subprocess.PIPE, text=True, timeout=LIMIT_S, check=False)
        equal(done.returncode, 4)
        contains(done.stderr, "no space left on device")


def add_address(place):
    """One address more in the state of each host: the next round finds it gone."""
    with open(place.state, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    for line in lines:
        for key in ("answer", "good"):
            answer = line.get("host", {}).get(key) or {}
            if answer.get("addresses"):
                answer["addresses"].insert(0, {"family": "inet",
                                               "bytes": "01020304" + 24 * "0"})
                answer["counts"][1] += 1
    with open(place.state, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)


@test
def a_change_while_nobody_watched_is_a_change(_):
    with Place("iana.org\n") as place:
        equal(place.run("-o", "jsonl", "--count", "1").returncode, 0)
        add_address(place)
        done = place.run("-o", "jsonl", "--count", "1")
        equal(done.stderr, "")
        change = json.loads(done.stdout)
        equal((change["type"], change["old"], change["host"]),
              ("address_removed", "1.2.3.4", "iana.org"))
        done = place.run("-o", "jsonl", "--count", "1")  # now it is as it was
        equal(done.stdout, "")
        equal(place.hosts()["iana.org"]["rounds"], 3)


@test
def a_recording_has_how_often_the_command_ran(_):
    with Place("iana.org\n") as place:
        equal(place.run("-o", "jsonl", "--count", "1").returncode, 0)
        tape = os.path.join(place.folder.name, "tape.jsonl")
        add_address(place)
        process = place.start("-o", "jsonl", "--summaries", "--on-change", "/bin/true",
                              "--record", tape)
        next_line(process, "change")
        for _ in range(2):
            next_line(process, "round")
        equal(end(process)[0], 0)
        with open(tape, encoding="utf-8") as file:
            contains(file.read(), '"hooks_run":1')


@test
def a_reader_that_does_not_read_loses_no_line_and_no_state(_):
    count = 1500  # their lines are more than a pipe and the program hold
    with Place("".join(f"iana.org {port}\n" for port in range(1, count + 1))) as place:
        equal(place.run("-o", "jsonl", "--count", "1").returncode, 0)
        add_address(place)
        process = place.start("-o", "jsonl")
        time.sleep(4)  # nobody reads meanwhile
        out = [json.loads(process.stdout.readline()) for _ in range(count)]
        equal({told["type"] for told in out}, {"address_removed"})
        equal(len({told["service"] for told in out}), count)
        equal(end(process)[:2], (0, ""))
        true(place.hosts()["iana.org"]["answer"]["counts"][1] == 1, "the newer state")


@test
def a_pause_of_the_dashboard_does_not_stop_it(_):
    with Place("iana.org\n") as place:
        equal(place.run("-o", "jsonl", "--count", "1").returncode, 0)
        with open(place.state, encoding="utf-8") as file:
            lines = [json.loads(line) for line in file]
        for line in lines:
            if "host" in line:
                line["host"]["is_paused"] = True
        with open(place.state, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(line) + "\n" for line in lines)
        equal(place.run("-o", "jsonl", "--count", "1").returncode, 0)
        equal(place.hosts()["iana.org"]["rounds"], 2)


@test
def killed_at_any_moment_the_state_is_whole(_):
    with Place() as place:
        equal(place.run("-o", "jsonl", "--count", "1").returncode, 0)
        before = place.hosts()["iana.org"]["rounds"]
        for turn in range(6):
            process = place.start("-o", "jsonl", "--summaries")
            next_line(process, "round")
            time.sleep(0.01 * turn)  # the moment at which it dies
            if turn % 2 == 0:
                process.send_signal(signal.SIGTERM)  # it writes
                time.sleep(0.003 * turn)
            process.kill()
            _out, err = process.communicate(timeout=LIMIT_S)
            equal(err, "")
            rounds = place.hosts()["iana.org"]["rounds"]
            true(rounds >= before, "no older state comes back")
            before = rounds


@test
def a_broken_state_is_said_and_kept_aside(_):
    with Place() as place:
        with open(place.state, "w", encoding="utf-8") as file:
            file.write('{"format":"gaiscope monitor","version":9}\n')
        done = place.run("-o", "jsonl", "--count", "1")
        equal(done.returncode, 0)
        contains(done.stderr, "a later gaiscope wrote it")
        contains(done.stderr, "it is kept as state.jsonl.broken")
        true(os.path.exists(place.state + ".broken"), "it is there")
        equal(len(place.hosts()), 2)


@test
def two_programs_on_one_list_do_not_spoil_its_state(_):
    with Place() as place:
        first = place.start("-o", "jsonl", "--summaries")
        next_line(first, "round")
        second = place.run("-o", "jsonl", "--count", "1")
        equal(second.returncode, 0)
        contains(second.stderr, "another gaiscope keeps the state of this list")
        equal(end(first)[0], 0)
        equal(len(place.hosts()), 2)


if __name__ == "__main__":
    asking.need_binary()
    checks.run(None)
