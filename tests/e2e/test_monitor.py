#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Watching without a screen: names change on a real server, and exactly these changes are
told, each once, with what was and what is."""
import json
import os
import signal
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
import changing
import lab
from checks import equal, test, true, wait_until

FAR = 3600  # seconds: nothing more is awaited then


class Watching:
    """The program, watching a list; `with` ends it. Lines come as JSON documents."""

    def __init__(self, room, lines, *options, keeps_state=False):
        self.path = os.path.join(room.directory, "hosts.txt")
        self.write(lines)
        self.documents = []
        self.lock = threading.Lock()
        self.process = subprocess.Popen(
            [asking.BINARY, "-m", self.path, "-o", "jsonl", "--summaries", "--every", "1",
             *options, *([] if keeps_state else ["--no-state"])], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        threading.Thread(target=self._read, daemon=True).start()
        self.seen = 0
        self.errors = ""

    def _read(self):
        for line in self.process.stdout:
            with self.lock:
                self.documents.append(json.loads(line))

    def write(self, lines):
        """The list, as an editor saves it."""
        with open(self.path + "~", "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        os.rename(self.path + "~", self.path)

    def __enter__(self):
        self.rounds(1)
        return self

    def __exit__(self, kind, value, trace):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)
        self.errors = self.process.stderr.read()
        if value is not None:
            print(self.errors)

    def _summaries(self):
        with self.lock:
            return sum(one.get("event") == "round" for one in self.documents)

    def rounds(self, count):
        """Waits for so many more whole rounds."""
        wanted = self._summaries() + count
        wait_until(lambda: self._summaries() >= wanted or self.process.poll() is not None,
                   f"{wanted} rounds", limit_s=60)
        true(self.process.poll() is None, "it goes on")

    def _told(self):
        with self.lock:
            return [one for one in self.documents if one.get("event") == "change"]

    def told(self, count):
        """Waits for so many more changes; -> the changes told since the last time."""
        wait_until(lambda: len(self._told()) >= self.seen + count, f"{count} changes", limit_s=60)
        return self._fresh()

    def changes(self):
        """Waits until all has been asked again; -> the changes told since the last time."""
        self.rounds(2)
        return self._fresh()

    def _fresh(self):
        told = self._told()
        fresh, self.seen = told[self.seen:], len(told)
        return [(one["host"], one["type"], one["old"], one["now"]) for one in fresh]


def zone(*records):
    return "\n".join(records) + "\n"


BASE = zone("steady A 192.0.2.1", "steady AAAA 2001:db8::1",
            "w A 192.0.2.2", "w AAAA 2001:db8::2",
            "alias CNAME w", "mail MX 10 mx1", "mail A 192.0.2.8", "mx1 A 192.0.2.25")


@test
def each_change_of_addresses_is_told_once(room):
    room.set("watch.test", BASE)
    with Watching(room, ["steady.watch.test", "w.watch.test", "new.watch.test"],
                  "--dns-only") as watching:
        equal(watching.changes(), [], "the first rounds change nothing")
        steps = (
            ("w A 192.0.2.2\nw A 192.0.2.3\nw AAAA 2001:db8::2",
             [("w.watch.test", "address_added", None, "192.0.2.3")]),
            ("w A 192.0.2.3\nw A 192.0.2.2\nw AAAA 2001:db8::2", []),  # the order alone
            ("W A 192.0.2.3\nw AAAA 2001:db8::2",
             [("w.watch.test", "address_removed", "192.0.2.2", None)]),
            ("w A 192.0.2.3",
             [("w.watch.test", "ipv6_lost", "2001:db8::2", None)]),
            ("w A 192.0.2.3\nw AAAA 2001:db8::22",
             [("w.watch.test", "ipv6_gained", None, "2001:db8::22")]),
            ("w AAAA 2001:db8::22",
             [("w.watch.test", "ipv4_lost", "192.0.2.3", None)]),
            ("w AAAA 2001:db8::22\nw A 192.0.2.33",
             [("w.watch.test", "ipv4_gained", None, "192.0.2.33")]),
        )
        steady = "steady A 192.0.2.1\nsteady AAAA 2001:db8::1\n"
        for records, wanted in steps:
            room.set("watch.test", steady + records + "\n")
            equal(watching.changes(), wanted, records)


@test
def names_that_come_and_go_are_told(room):
    room.set("watch.test", BASE)
    with Watching(room, ["new.watch.test", "steady.watch.test"], "--dns-only") as watching:
        room.set("watch.test", BASE + zone("new A 192.0.2.44"))
        equal([change[:2] for change in watching.changes()],
              [("new.watch.test", "name_appeared")])
        room.set("watch.test", BASE)
        equal([change[:2] for change in watching.changes()],
              [("new.watch.test", "name_vanished")])


@test
def temporary_failures_change_no_set(room):
    room.set("watch.test", BASE)
    room.set("down.test", "x A 192.0.2.5\ny A 192.0.2.6\n")
    with Watching(room, ["x.down.test", "nx.down.test", "steady.watch.test"],
                  "--dns-only") as watching:
        room.forget("down.test")
        equal(sorted(change[:2] for change in watching.changes()),
              [("nx.down.test", "failure_began"), ("x.down.test", "failure_began")])
        room.set("down.test", "x A 192.0.2.5\n")
        # Back-off: a host that fails is asked later.
        told = []
        end = time.monotonic() + 40
        while len(told) < 2 and time.monotonic() < end:
            told += [change[:2] for change in watching.changes()]
        equal(sorted(told), [("nx.down.test", "failure_ended"), ("x.down.test", "failure_ended")])


@test
def cname_mail_and_pointer_are_watched(room):
    room.set("watch.test", BASE + zone("other A 192.0.2.2", "other AAAA 2001:db8::2"))
    room.set("2.0.192.in-addr.arpa", "77 PTR seventy.watch.test.\n")
    with Watching(room, ["alias.watch.test", "mail.watch.test mx", "192.0.2.77"],
                  "--dns-only") as watching:
        room.set("watch.test", BASE.replace("alias CNAME w", "alias CNAME other") +
                 zone("other A 192.0.2.2", "other AAAA 2001:db8::2"))
        equal(watching.changes(), [("alias.watch.test", "cname_changed", "w.watch.test",
                                    "other.watch.test")])
        room.set("watch.test", BASE.replace("MX 10 mx1", "MX 10 mx1\nmail MX 20 w"))
        told = watching.changes()
        true(("mail.watch.test", "mx_changed") in [change[:2] for change in told], f"{told}")
        room.set("watch.test", BASE.replace("MX 10 mx1", "MX 0 ."))
        equal([change[:2] for change in watching.changes()], [("mail.watch.test", "mx_null")])
        room.set("2.0.192.in-addr.arpa", "77 PTR seven.watch.test.\n")
        equal(watching.changes(), [("192.0.2.77", "ptr_changed", "seventy.watch.test",
                                    "seven.watch.test")])


@test
def mx_without_an_answer_is_told_and_its_return(room):
    room.set("watch.test", BASE)
    with changing.MailTrouble() as way, \
         Watching(room, ["mail.watch.test mx"], "--dns-only", "-s", way.ADDRESS) as watching:
        equal(watching.changes(), [], "the first rounds change nothing")
        for mode, now in (("servfail", "SERVFAIL from 127.0.0.2"),
                          ("silent", "no reply from 127.0.0.2")):
            way.mode = mode
            equal(watching.told(1), [("mail.watch.test", "mx_failure_began", "10 mx1.watch.test",
                                      now)])
            way.mode = None
            equal(watching.told(1), [("mail.watch.test", "mx_failure_ended", None,
                                      "10 mx1.watch.test")])


@test
def mx_without_an_answer_is_not_mx_that_is_gone(room):
    room.set("watch.test", BASE)
    with changing.MailTrouble() as way, \
         Watching(room, ["mail.watch.test mx"], "--dns-only", "-s", way.ADDRESS) as watching:
        way.mode = "servfail"
        equal([change[1] for change in watching.told(1)], ["mx_failure_began"])
        room.set("watch.test", BASE.replace("mail MX 10 mx1", ""))
        way.mode = None
        equal(watching.told(2), [
            ("mail.watch.test", "mx_failure_ended", None, "no MX"),
            ("mail.watch.test", "mx_changed", "10 mx1.watch.test", "no MX")])


@test
def source_and_order_come_from_libc(room):
    room.set("watch.test", BASE)
    with Watching(room, ["w.watch.test"], "--libc-every", "1") as watching:
        room.set_file("/etc/hosts", "127.0.0.1 localhost\n192.0.2.2 w.watch.test\n"
                                    "2001:db8::2 w.watch.test\n")
        told = [change[:2] for change in watching.changes()]
        room.restore_file("/etc/hosts")
        true(("w.watch.test", "source_changed") in told, f"{told}")
        told = [change[:2] for change in watching.changes()]
        true(("w.watch.test", "source_changed") in told, f"{told}")


@test
def order_of_libc_flips_with_the_route(room):
    room.set("watch.test", BASE)
    with Watching(room, ["steady.watch.test"], "--libc-every", "1") as watching:
        subprocess.run(["ip", "-6", "route", "del", "default"], check=True)
        try:
            told = watching.changes()
        finally:
            subprocess.run(["ip", "-6", "route", "add", "default", "dev", "lo"], check=True)
        equal([change[:2] for change in told], [("steady.watch.test", "order_flipped")])
        equal([change[:2] for change in watching.changes()],
              [("steady.watch.test", "order_flipped")])


@test
def what_comes_and_goes_is_folded(room):
    room.set("watch.test", BASE)
    with Watching(room, ["w.watch.test"], "--dns-only") as watching:
        told = []
        for turn in range(10):
            other = BASE.replace("w A 192.0.2.2", "w A 192.0.2.222")
            room.set("watch.test", other if turn % 2 == 0 else BASE)
            watching.rounds(2)
        told = [change[1] for change in watching.changes()]
        equal(told.count("flapping"), 1, f"{told}")
        true(told.index("flapping") <= 10, f"{told}")
        equal(told[told.index("flapping"):], ["flapping"], "no single change after it")


@test
def expectations_decide_the_exit_status(room):
    room.set("watch.test", BASE)
    cases = (("steady.watch.test expect 2001:db8::/32", 0),
             ("steady.watch.test expect ipv6,ipv4", 0),
             ("steady.watch.test expect >=2", 0),
             ("steady.watch.test expect >=3", 5),
             ("steady.watch.test expect 192.0.2.1+2001:db8::1", 0),
             ("steady.watch.test expect 192.0.2.1", 5),
             ("mail.watch.test expect mx:mx1.watch.test", 0),
             ("mail.watch.test expect null-mx", 5),
             ("mail.watch.test expect no-sinkhole", 0))
    for line, status in cases:
        path = os.path.join(room.directory, "one.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write(line + "\n")
        done = asking.run("-m", path, "-o", "jsonl", "--count", "1", "--dns-only", "--no-state")
        equal(done.returncode, status, f"{line}\n{done.stdout}{done.stderr}")


@test
def broken_lines_are_named_while_the_good_ones_run(room):
    room.set("watch.test", BASE)
    path = os.path.join(room.directory, "broken.txt")
    with open(path, "w", encoding="utf-8") as file:
        file.write("# hosts\nsteady.watch.test\na..b\nw.watch.test every never\n")
    done = asking.run("-m", path, "-o", "jsonl", "--count", "1", "--summaries", "--dns-only",
                      "--no-state")
    for number in (3, 4):
        true(f"broken.txt, line {number}:" in done.stderr, f"line {number}\n{done.stderr}")
    summaries = [json.loads(line) for line in done.stdout.splitlines()]
    equal([one["hosts"] for one in summaries if one["event"] == "round"], [1])


@test
def changed_list_is_read_again_and_keeps_what_was_known(room):
    room.set("watch.test", BASE)
    with Watching(room, ["steady.watch.test", "w.watch.test"], "--dns-only") as watching:
        watching.write(["w.watch.test", "mail.watch.test"])
        equal(watching.changes(), [], "another list is no change of a host")
        room.set("watch.test", BASE.replace("w A 192.0.2.2", "w A 192.0.2.200"))
        told = watching.changes()
        equal(sorted(told), [("w.watch.test", "address_added", None, "192.0.2.200"),
                             ("w.watch.test", "address_removed", "192.0.2.2", None)])


@test
def change_during_absence_is_told_after_a_kill(room):
    room.set("watch.test", BASE)
    os.environ["XDG_STATE_HOME"] = os.path.join(room.directory, "state")
    try:
        with Watching(room, ["w.watch.test"], "--dns-only", keeps_state=True) as watching:
            watching.rounds(2)
        with Watching(room, ["w.watch.test"], "--dns-only", keeps_state=True) as watching:
            equal(watching.changes(), [], "nothing changed meanwhile")
            watching.process.kill()
        room.set("watch.test", BASE.replace("w AAAA 2001:db8::2", ""))
        with Watching(room, ["w.watch.test"], "--dns-only", keeps_state=True) as watching:
            equal(watching.changes(), [("w.watch.test", "ipv6_lost", "2001:db8::2", None)])
    finally:
        del os.environ["XDG_STATE_HOME"]


@test
def silent_server_fails_all_and_nothing_is_lost(room):
    room.set("watch.test", BASE)
    with Watching(room, ["steady.watch.test", "w.watch.test"], "--dns-only",
                  "-T", "2") as watching:
        room.stop_answering()
        try:
            told = [change[:2] for change in watching.changes()]
            equal(sorted(told), [("steady.watch.test", "failure_began"),
                                 ("w.watch.test", "failure_began")])
        finally:
            room.go_on()
        told = []
        end = time.monotonic() + 40
        while len(told) < 2 and time.monotonic() < end:
            told += [change[:2] for change in watching.changes()]
        equal(sorted(told), [("steady.watch.test", "failure_ended"),
                             ("w.watch.test", "failure_ended")])


@test
def sleep_of_the_program_is_made_up_for_once(room):
    room.set("watch.test", BASE)
    with Watching(room, ["w.watch.test"], "--dns-only") as watching:
        before = watching._summaries()
        watching.process.send_signal(signal.SIGSTOP)
        time.sleep(6)
        watching.process.send_signal(signal.SIGCONT)
        time.sleep(1.5)
        rounds = watching._summaries() - before
        true(1 <= rounds <= 4, f"{rounds} rounds after a sleep of six intervals")


if __name__ == "__main__":
    lab.enter()
    asking.need_binary()
    checks.run(changing.Changing({"watch.test": BASE, "down.test": "x A 192.0.2.5\n"}))
