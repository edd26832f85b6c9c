#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The records view in a real terminal, against the demo's name server."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
from checks import contains, test, true
from screen import Screen, need_tmux


def start(options="--demo python.org www", wait=("answered",), size=(120, 40)):
    """The program in a new terminal, in the records view."""
    screen = Screen(*size)
    screen.run(f"clear; '{asking.BINARY}' {options}")
    try:
        screen.wait_for(*wait)
        screen.keys("4")
        screen.wait_for("━ Records", "ttl")
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


def selected(text):
    """The line of the selected row."""
    lines = [line for line in text.splitlines() if line.startswith(("▌", "▏"))]
    true(len(lines) > 0, "no row is selected:\n" + text)
    return lines[0]


@test
def table_fills_and_the_message_follows_the_selection(_):
    with start() as screen:
        text = screen.wait_for("198.51.100.223", "Message  A python.org",
                               "name server 127.0.0.1")
        contains(text, "no data")
        contains(text, "UDP, then TCP · recursion wanted")
        screen.keys("Down", "Down")
        screen.wait_for("Message  AAAA python.org")


@test
def enter_explains_follows_and_backspace_comes_back_to_the_row(_):
    with start() as screen:
        screen.wait_for("198.51.100.223")
        command(screen, "search mail.python.org")
        screen.wait_for("Message  MX python.org")
        before = selected(screen.text())
        screen.keys("Enter")
        screen.wait_for("preference", "mail.python.org", "as sent", "Esc close")
        screen.keys("Enter")
        screen.wait_for("host mail.python.org", "Message  A mail.python.org")
        screen.keys("BSpace")
        screen.wait_for("host python.org", "Message  MX python.org")
        contains(selected(screen.text()), before.split()[-1])


@test
def popup_goes_from_row_to_row(_):
    with start() as screen:
        screen.wait_for("198.51.100.223")
        screen.keys("Enter")
        screen.wait_for("A python.org", "Esc close")
        screen.keys("j", "j")
        screen.wait_for("AAAA python.org")
        screen.keys("Escape")
        screen.wait_gone("Esc close")


@test
def x_turns_the_message_from_words_to_text_to_bytes(_):
    with start() as screen:
        screen.wait_for("outcome     NOERROR")
        screen.keys("x")
        screen.wait_for("as text", ";; ->>HEADER<<-")
        screen.keys("x")
        screen.wait_for("byte by byte", "0000  ", "question python.org")
        screen.keys("x")
        screen.wait_for("outcome     NOERROR")


@test
def filter_and_sort_work_on_the_table(_):
    with start() as screen:
        screen.wait_for("198.51.100.223")
        screen.keys("\\")
        screen.type("no data")
        screen.keys("Enter")
        text = screen.wait_for("only no data")
        true("198.51.100.223" not in text.split("Message")[0], "the filter keeps A")
        screen.keys("Escape")
        screen.wait_for("198.51.100.223")
        screen.keys("<")
        screen.wait_for("sorted by section", "answer")
        screen.keys("G")
        screen.wait_for("authority")


@test
def types_and_settings_are_changed_and_shown(_):
    with start() as screen:
        screen.wait_for("198.51.100.223")
        command(screen, "types A,TXT,TYPE65280")
        text = screen.wait_for("TYPE65280", "· 3 types", "of 2 types")
        true("DNSKEY" not in text, "a type that is not asked is shown")
        command(screen, "types ANY")
        screen.wait_for("RFC 8482")
        screen.keys("Escape")
        screen.wait_gone("Commands")
        command(screen, "dns tcp")
        screen.wait_for("· TCP · recursion wanted", "by TCP")
        screen.keys("D")
        screen.wait_for("asks for DNSSEC records, too", "wanted · do")
        command(screen, "types default")
        screen.wait_for("CNAME", "MX ")


@test
def address_is_asked_for_its_names(_):
    with start("--demo 192.0.2.6") as screen:
        screen.wait_for("PTR", "6.2.0.192.in-addr.arpa")


@test
def small_terminal_reaches_the_message(_):
    with start(size=(80, 24)) as screen:
        screen.wait_for("Message  A python.org")
        screen.keys("Tab")
        screen.wait_for("━ Message")
    with start(size=(44, 12)) as screen:
        screen.keys("x")
        screen.wait_for("━ Message", "NOERROR")


if __name__ == "__main__":
    need_tmux()
    asking.need_binary()
    checks.run(None)
