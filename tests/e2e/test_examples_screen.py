#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The calls that lessons teach, in the dashboard and in its demo: the rows on the screen are those
that Python's socket module gets, in the same order."""
import os
import re
import shlex
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
import lab
from checks import equal, test, wait_until
from examples import CALLS
from screen import PROMPT, Screen, need_tmux

# rank, address, port and socket of one row; the protocol of raw sockets is ip
ROW = re.compile(r"(\d+)  ([0-9a-fA-F.:]+) +(\d+)  (stream|dgram|raw)/\w+")


def rows_of(text):
    """-> [(socktype, address, port)] of the address panes, by rank."""
    rows = sorted((int(rank), asking.SOCKTYPES[kind], address, int(port))
                  for rank, address, port, kind in ROW.findall(text))
    return [row[1:] for row in rows]


def show_each_call(*mode):
    """Asks all, one program after the other in one terminal."""
    with Screen(200, 50) as screen:
        for what, arguments, call, _wanted in CALLS:
            rows = [(row[1], row[4], row[5]) for row in asking.python_rows(*call)]
            screen.run("clear; " + shlex.join([asking.BINARY, *mode, *arguments]))
            wait_until(lambda: rows_of(screen.text()) == rows, f"{what}: {rows}")
            screen.wait_for("answered")
            screen.keys("q")
            screen.wait_for(PROMPT)
            equal(screen.exit_status(), 0, what)


@test
def each_call_shows_pythons_rows_in_their_order(_):
    show_each_call()


@test
def each_call_shows_the_same_rows_in_the_demo(_):
    show_each_call("--demo")


@test
def canonical_names_are_shown_where_they_are_asked_for(_):
    for host, asked, wanted in (("www.python.org", "canonname", "canonical name is python.org"),
                                ("iana.org", "canonname", "name as asked")):
        for mode in ((), ("--demo",)):
            with Screen(200, 50) as screen:
                screen.run("clear; "
                           + shlex.join([asking.BINARY, *mode, "-a", asked, host, "www"]))
                screen.wait_for(wanted)


@test
def both_forms_of_an_international_name_are_shown(_):
    for mode in ((), ("--demo",)):
        with Screen(120, 40) as screen:
            screen.run("clear; " + shlex.join([asking.BINARY, *mode, "五粮液.中国", "www"]))
            screen.wait_for("218.241.105.10", "五粮液.中国", "xn--dlq917e1ik.xn--fiqs8s")


if __name__ == "__main__":
    lab.enter()
    asking.need_binary()
    need_tmux()
    checks.run(lab.Lab())
