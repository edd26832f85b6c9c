#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""View 8 in a real terminal: names change on a real server, and a person sees it."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import changing
import checks
import lab
from checks import test, true
from screen import Screen, need_tmux

BASE = "\n".join(("one A 192.0.2.1", "one AAAA 2001:db8::1", "two A 192.0.2.2",
                  "two AAAA 2001:db8::2", "three A 192.0.2.3", ""))


def watch(room, lines, options="", cols=120, rows=40):
    """The program in a new terminal, watching a list."""
    path = os.path.join(room.directory, "hosts.txt")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    room.set("watch.test", BASE)
    screen = Screen(cols, rows)
    screen.run(f"clear; '{asking.BINARY}' -m '{path}' --every 1 --no-state {options}")
    return screen


HOSTS = ["one.watch.test", "two.watch.test", "three.watch.test", "gone.watch.test"]


@test
def change_is_seen_in_its_row_and_in_the_journal(room):
    with watch(room, HOSTS) as screen:
        screen.wait_for("3 steady")
        room.set("watch.test", BASE.replace("two AAAA 2001:db8::2", ""))
        text = screen.wait_for("▼ two.watch.test", "lost IPv6", "lost all IPv6")
        true(re.search(r"\d\d:\d\d:\d\d +▼ two\.watch\.test +lost all IPv6 +2001:db8::2", text),
             text)
        true("1 lost IPv6" in text, "the verdict counts it")
        room.set("watch.test", BASE)
        screen.wait_gone("lost IPv6  ")


@test
def list_that_changes_on_disk_is_read_again(room):
    with watch(room, HOSTS[:2]) as screen:
        screen.wait_for("2 hosts")
        path = os.path.join(room.directory, "hosts.txt")
        with open(path + "~", "w", encoding="utf-8") as file:
            file.write("three.watch.test\nnonsense..\n")
        os.rename(path + "~", path)
        screen.wait_for("✓ three.watch.test", "1 host")
        screen.wait_gone("✓ one.watch.test")


@test
def what_a_person_set_outlives_the_program(room):
    path = os.path.join(room.directory, "kept.txt")
    with open(path, "w", encoding="utf-8") as file:
        file.write("one.watch.test\ntwo.watch.test\n")
    room.set("watch.test", BASE)
    command = f"clear; '{asking.BINARY}' -m '{path}' --state '{path}.state'"
    with Screen(120, 40) as screen:
        screen.run(command)
        screen.wait_for("2 steady", "every 30 s")
        screen.keys("+")
        screen.wait_for("every 1 min ·")
        screen.keys("P")
        screen.wait_for("paused  ·")
        screen.keys("q")
        screen.wait_gone("2 steady")
        screen.run(command)
        screen.wait_for("2 steady", "every 1 min ·", "paused  ·", "P goes on")


@test
def enter_opens_the_host_and_details_have_its_history(room):
    with watch(room, HOSTS[:1]) as screen:
        screen.wait_for("✓ one.watch.test")
        screen.keys("d")
        screen.wait_for("192.0.2.1", "2001:db8::1")
        screen.keys("Escape")
        screen.wait_gone("Esc close")
        screen.keys("Enter")
        screen.wait_for("host one.watch.test")


@test
def keys_stay_instant_while_the_server_is_dead(room):
    many = [f"n{number}.watch.test" for number in range(2000)]
    with watch(room, many, options="-T 2") as screen:
        screen.wait_for("2000 hosts")
        room.stop_answering()
        try:
            screen.keys("?")
            screen.wait_for("Help")
            screen.keys("Escape")
            screen.wait_gone("Esc close")
            screen.keys("1")
            screen.wait_for("What can be typed")
        finally:
            room.go_on()


if __name__ == "__main__":
    need_tmux()
    asking.need_binary()
    lab.enter()
    checks.run(changing.Changing({"watch.test": BASE, "down.test": "x A 192.0.2.5\n"}))
