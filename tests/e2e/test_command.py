#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The command line and the matrix in a real terminal, with two name servers of a private
namespace that say different things."""
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
import lab
from checks import contains, test, true
from screen import Screen, need_tmux

FIRST = ("192.0.43.8", "2001:500:88:200::8")     # of resolv.conf's server
SECOND = ("203.0.113.8", "2001:db8:ffff::8")     # of the other one


def start(options="iana.org www", wait=FIRST, size=(120, 40)):
    """The program in a new terminal, with these texts on the screen."""
    screen = Screen(*size)
    screen.run(f"clear; '{asking.BINARY}' {options}")
    try:
        screen.wait_for(*wait)
    except checks.Failed as failure:
        screen.__exit__(checks.Failed, failure, None)
        raise
    return screen


def command(screen, line):
    """Types a line and runs it."""
    screen.keys(":")
    screen.wait_for("Commands")
    screen.type(line)
    screen.keys("Enter")


@test
def another_server_is_asked_by_libc_and_by_dns_until_the_default_comes_back(_):
    with start() as screen:
        command(screen, "server 127.0.0.2:5300")
        text = screen.wait_for(*SECOND, "127.0.0.2:5300 by UDP", "same set")
        contains(text, "asks 127.0.0.2:5300 from now on")
        screen.wait_gone(FIRST[0])
        screen.keys("i", "C-e", "C-u")
        screen.type("mit.edu")  # the next question goes there too
        screen.keys("Enter")
        screen.wait_for("mit.edu", "127.0.0.2:5300 by UDP")
        command(screen, "server default")
        screen.wait_for("asks resolv.conf's servers again", "127.0.0.1 by UDP")
        command(screen, "ask iana.org www")
        screen.wait_for(*FIRST, "127.0.0.1 by UDP", "same set")
        screen.wait_gone(SECOND[0])


@test
def hosts_file_is_asked_again_as_nsswitch_says(room):
    room.set_file("/etc/nsswitch.conf", "hosts: files\nservices: files\n")
    try:
        with start("iana.org www", ("no such name",)) as screen:
            command(screen, "server 127.0.0.2:5300")  # asks dns, whatever the file says
            screen.wait_for(*SECOND)
            command(screen, "server default")
            screen.wait_for("asks resolv.conf's servers again", "no such name")
            screen.wait_gone("203.0.113.8", limit_s=20)
    finally:
        room.restore_file("/etc/nsswitch.conf")


@test
def dead_server_offers_another_one(_):
    with start("--server 127.0.0.3 -T 3 iana.org www",
               ("What still works", ":server ADDRESS")) as screen:
        command(screen, "server 127.0.0.2:5300")
        screen.wait_for(*SECOND)


@test
def wrong_lines_are_refused_and_stay_typed(_):
    with start() as screen:
        command(screen, "server ns1.example")
        text = screen.wait_for("✗ not run", "is no address of a server")
        contains(text, ": server ns1.example")
        screen.keys("C-u")
        screen.type("theme nosuch")
        screen.keys("Enter")
        text = screen.wait_for("✗ not run", "theme nosuch is not known")
        contains(text, ": theme nosuch")
        screen.keys("Escape")
        screen.wait_gone("Commands")
        screen.keys(":", "C-r")
        screen.wait_for(": theme nosuch")


@test
def keys_complete_choose_and_leave(_):
    for size in ((80, 24), (120, 40)):
        with start(size=size) as screen:
            screen.keys(":")
            screen.type("serve")
            screen.keys("Tab")
            screen.wait_for(": server", "127.0.0.1", "asked now")
            screen.keys("Down", "Down")
            screen.wait_for(": server default")
            screen.keys("Up")
            screen.wait_for(": server 127.0.0.1")
            screen.keys("Escape")
            screen.wait_gone("Commands")
            screen.keys(":")
            screen.type("ask ia")
            screen.keys("Tab", "Enter")
            screen.wait_for("iana.org", *FIRST)


@test
def theme_changes_the_colours_at_once(_):
    with start() as screen:
        before = screen.styles()
        command(screen, "theme light")
        screen.wait_for("the colours are changed")
        checks.wait_until(lambda: screen.styles() != before, "other colours")
        light = screen.styles()
        command(screen, "theme dark")
        screen.wait_for("the colours are changed")
        checks.wait_until(lambda: screen.styles() != light, "and back")


@test
def commands_run_by_their_names(_):
    with start() as screen:
        command(screen, "family inet6")
        screen.wait_for("IPv4  not asked", "Only IPv6 was asked")
        command(screen, "family any")
        screen.wait_for(*FIRST)
        command(screen, "interval 60")
        screen.wait_for("every 60 s")
        command(screen, "view log")
        screen.wait_for("getaddrinfo", "AAAA")
        command(screen, "quit")
        true(checks.wait_until(lambda: screen.ask("alternate_on") == "0", "the end"), "left")


@test
def matrix_counts_rows_and_names_errors(_):
    for size in ((80, 24), (120, 40)):
        with start(size=size) as screen:
            screen.keys("m")
            screen.wait_for("Matrix", "seqpacket", "✓ 2", "▲ SOCKTYPE", "▲ SERVICE")
            screen.keys("Down", "Down")
            screen.wait_for("AI_", "SOCK_RAW", "EAI_SERVICE -8")
            screen.keys("Up", "Up", "Right", "Enter")
            screen.wait_gone("Matrix")
            screen.wait_for("192.0.43.8", "Only IPv4 was asked")


@test
def screen_and_table_are_saved_to_new_files_alone(_):
    with tempfile.TemporaryDirectory() as directory, start() as screen:
        screen.keys("4")
        screen.wait_for("records of")
        for name, holds in (("a.svg", "</svg>"), ("a.ans", "\x1b["), ("a.txt", "192.0.43.8"),
                            ("r.csv", "A,iana.org,"), ("r.json", '"type": "A"')):
            path = os.path.join(directory, name)
            kind = "table" if name[0] == "r" else "screen"
            command(screen, f"{kind} {path}")
            screen.wait_for(f"saved to {path}")
            with open(path, encoding="utf-8", newline="") as file:
                text = file.read()
            contains(text, holds)
            contains(text, "192.0.43.8")
            true(kind == "table" or "Commands" not in text, "the line that asked is not in it")
        command(screen, f"screen {directory}/a.svg")
        screen.wait_for("is there already; choose another name")
        command(screen, f"screen {directory}/a.png")
        screen.wait_for("a screen's file ends in .txt, .ans or .svg")
        screen.keys("Escape")
        screen.wait_gone("Commands")
        command(screen, f"table {directory}/none/r.csv")
        screen.wait_for("no such file or directory")


if __name__ == "__main__":
    lab.enter()
    asking.need_binary()
    need_tmux()
    checks.run(lab.Lab())
