#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The dashboard while the world changes under it: real servers and files of a private
namespace, in a real terminal."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
import lab
from checks import test, true
from screen import Screen, need_tmux


def start(options, *parts):
    """The program in a new terminal, with these texts on the screen."""
    screen = Screen(120, 40)
    screen.run(f"clear; '{asking.BINARY}' {options}")
    try:
        screen.wait_for(*parts)
    except checks.Failed as failure:
        screen.__exit__(checks.Failed, failure, None)
        raise
    return screen


@test
def new_and_lost_addresses_are_marked(room):
    with start("iana.org www", "192.0.43.8", "2001:500:88:200::8", "43-8.any.icann.org") as screen:
        room.set_file("/etc/hosts", "203.0.113.77 iana.org\n")
        try:
            screen.keys("R")
            text = screen.wait_for("1  203.0.113.77", "not in the answer any more")
            true(re.search(r"\+ +1  203\.0\.113\.77", text), "a new row bears its mark")
            true(re.search(r"- +192\.0\.43\.8 ", text), "a lost row stays, with its mark")
            true(re.search(r"- +2001:500:88:200::8 ", text), "and in the other family")
        finally:
            room.restore_file("/etc/hosts")
        screen.keys("R")
        screen.wait_for("192.0.43.8", "2001:500:88:200::8")
        screen.wait_gone("203.0.113.77")


@test
def new_address_of_one_pane_is_asked_its_name(room):
    room.set_file("/etc/hosts", "203.0.113.9 back.test\n203.0.113.8 again.test\n")
    try:
        with start("again.test www", "203.0.113.8") as screen:
            room.set_file("/etc/hosts", "203.0.113.9 back.test\n203.0.113.9 again.test\n")
            screen.keys("r")
            screen.wait_for("1  203.0.113.9", "back.test")
    finally:
        room.restore_file("/etc/hosts")


def times_kept(screen, host):
    """How often the history file has a host."""
    path = os.path.join(screen.directory, ".local/state/gaiscope/history")
    try:
        with open(path, encoding="utf-8") as file:
            return sum(f"\t{host}\t" in line for line in file)
    except FileNotFoundError:
        return 0


@test
def question_asked_again_is_kept_once(room):
    room.set_file("/etc/hosts", "203.0.113.8 again.test\n203.0.113.7 other.test\n")
    try:
        with start("again.test www", "203.0.113.8") as screen:
            room.set_file("/etc/hosts", "203.0.113.9 again.test\n203.0.113.7 other.test\n")
            screen.keys("R")
            screen.wait_for("203.0.113.9")
            screen.keys("i", "C-e", "C-u")
            screen.type("other.test")
            screen.keys("Enter")
            checks.wait_until(lambda: times_kept(screen, "other.test") == 1,
                              "the next one is kept")
            checks.equal(times_kept(screen, "again.test"), 1)
    finally:
        room.restore_file("/etc/hosts")


@test
def hosts_file_and_dns_are_compared(room):
    room.set_file("/etc/hosts", "203.0.113.77 iana.org\n")
    try:
        with start("iana.org www", "203.0.113.77", "192.0.43.8") as screen:
            screen.wait_for("libc and DNS", "▲")
    finally:
        room.restore_file("/etc/hosts")


@test
def server_that_falls_silent_leaves_the_keys_alive(room):
    with start("-T 2 iana.org www", "192.0.43.8", "pechora8.icann.org") as screen:
        room.set_file("/etc/resolv.conf", "nameserver 127.0.0.3\n")
        try:
            screen.keys("i", "C-e", "C-u")
            screen.type("mit.edu")
            screen.keys("Enter")
            screen.wait_for("mit.edu")
            screen.keys("?")
            screen.wait_for("Help")
            screen.keys("Escape")
            screen.wait_gone("Help")
        finally:
            room.restore_file("/etc/resolv.conf")


@test
def dead_server_of_resolv_conf_names_the_demo(room):
    room.set_file("/etc/resolv.conf", "nameserver 127.0.0.3\noptions timeout:1 attempts:1\n")
    try:
        with start("iana.org www", "try again", "127.0.0.3", "--demo"):
            pass
    finally:
        room.restore_file("/etc/resolv.conf")


@test
def international_name_comes_from_a_real_server(_):
    with start("五粮液.中国 www", "218.241.105.10", "xn--dlq917e1ik.xn--fiqs8s"):
        pass


@test
def null_node_shows_what_a_server_would_bind_to(_):
    with start("--null -a passive ftp", "0.0.0.0", "::", "21"):
        pass


if __name__ == "__main__":
    lab.enter()
    asking.need_binary()
    need_tmux()
    checks.run(lab.Lab())
