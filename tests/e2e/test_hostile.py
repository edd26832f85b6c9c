#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Hostile answers on every path: whatever a name server sends, no raw byte reaches the screen,
a text report or CSV, and JSON stays JSON. See tests/lab/hostile.py for what is sent."""
import json
import os
import re
import sys
import unicodedata

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
import hostile
import lab
from checks import Failed, equal, test, true
from screen import Screen, need_tmux

SERVER, OTHER = "127.0.1.66", "127.0.1.67"
# Written by nobody but them: separators, format characters, private use, unassigned.
BAD = {"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"}
TYPES = ",".join(hostile.TYPES)


def check_text(raw, label, end="\n"):
    """Fails where bytes are no harmless text of lines."""
    try:
        shown = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Failed(f"{label}: not UTF-8: {error}") from None
    for line in shown.split(end):
        for char in line:
            true(char == "\t" or unicodedata.category(char) not in BAD,
                 f"{label}: {char!r} in {line!r}")
            true(char not in "\u3164\u115f\u1160\uffa0", f"{label}: {char!r} in {line!r}")


def run(*arguments):
    """Runs a report; -> its output, after it ended as it should."""
    done = asking.run("--server", SERVER, "-T", "3",
                       *arguments, encoding=None)
    label = " ".join(arguments)
    errors = done.stderr.decode("utf-8", "replace")
    true("Sanitizer" not in errors and "runtime error" not in errors, f"{label}\n{errors}")
    true(done.returncode in (0, 1, 3, 4), f"{label}: exit {done.returncode}\n{errors}")
    check_text(done.stderr, f"{label}: standard error")
    return done.stdout


def check_all_formats(*arguments):
    """Text, CSV and JSON of one question; -> the JSON."""
    label = " ".join(arguments)
    check_text(run("-o", "text", *arguments), f"text: {label}")
    check_text(run("-o", "csv", *arguments), f"csv: {label}", "\r\n")  # RFC 4180
    raw = run("-o", "json", *arguments)
    true(raw.isascii(), f"json is ASCII: {label}")
    true(not re.search(rb"[\x00-\x09\x0b-\x1f\x7f]", raw), f"json without control bytes: {label}")
    try:
        return json.loads(raw)
    except ValueError as error:
        raise Failed(f"{label}: {error}\n{raw!r}") from None


@test
def every_type_from_every_angle_is_text(_):
    for mode in hostile.MODES:
        document = check_all_formats("--parts", "records,log", "--types", TYPES,
                                     f"_{mode}.hostile.test")  # SRV, TLSA and URI as it is
        equal(len(document["records"]["queries"]), len(hostile.TYPES), mode)


@test
def every_type_with_every_setting_is_text(_):
    for settings in ("do,nsid,cookie", "tcp,cd,norec", "noedns", "size=512"):
        for mode in ("bytes", "edns", "flip"):
            check_all_formats("--parts", "records", "--types", TYPES, "--dns", settings,
                              f"_{mode}.hostile.test")


@test
def hostile_bytes_are_shown_as_escapes(_):
    document = check_all_formats("--parts", "records", "--types", "TXT,MX",
                                 "bytes.hostile.test")
    texts = {query["type"]: query["answer"] for query in document["records"]["queries"]}
    equal(len(texts["TXT"]), 7)
    true(any("\\027[2J\\027[31mred" in r["text"] for r in texts["TXT"]), texts["TXT"])
    true(any("\\226\\128\\174" in r["text"] for r in texts["MX"]), texts["MX"])


@test
def broken_data_is_shown_as_bytes(_):
    document = check_all_formats("--parts", "records", "--types", "A,MX,SOA",
                                 "short.hostile.test")
    for query in document["records"]["queries"]:
        true(query["answer"], query["type"])
        for record in query["answer"]:
            true(record["malformed"] and record["text"].startswith("\\#"), record)


@test
def library_and_names_of_addresses_are_text(_):
    for mode in ("bytes", "owner", "chain", "noise", "loop", "flip"):
        check_all_formats("--parts", "system,dns,reverse,sources", f"{mode}.hostile.test")
    for address in ("192.0.2.1", "2001:db8::1", "192.0.2.0/28"):
        document = check_all_formats("--parts", "reverse,nameinfo", address)
        true(document["reverse"], address)


@test
def mail_is_text(_):
    for mode in hostile.MODES:
        check_all_formats("--parts", "mail,delivery", f"{mode}.hostile.test")


@test
def servers_side_by_side_are_text(_):
    for mode in hostile.MODES:
        check_all_formats("--parts", "servers", "--types", "A,TXT,MX", "--compare",
                          f"{SERVER},{OTHER}", f"{mode}.hostile.test")


@test
def way_down_from_the_root_is_text(room):
    hints = os.path.join(room.directory, "root.hints")
    with open(hints, "w", encoding="ascii") as file:
        file.write(f". 60 NS a.root.test.\na.root.test. 60 A {SERVER}\n"
                   f". 60 NS b.root.test.\nb.root.test. 60 A {OTHER}\n")
    for mode in hostile.MODES:
        check_all_formats("--parts", "trace", "--types", "NS", "--root-hints", hints,
                          f"{mode}.hostile.test")


@test
def what_is_copied_is_text(_):
    for form in ("c", "python", "getent", "dig", "curl"):
        check_text(run("-o", form, "bytes.hostile.test"), form)


def check_screen(screen, title, label):
    """What stands on the screen now."""
    check_text(screen.text().encode("utf-8", "surrogatepass"), label)
    equal(screen.ask("pane_title"), title, f"{label}: the window's title")
    true(not screen.styles() & {"31", "41"}, f"{label}: no colour of theirs")


@test
def screens_are_text(_):
    for mode in ("bytes", "owner", "noise", "edns", "chain"):
        with Screen(120, 40) as screen:
            title = screen.ask("pane_title")
            screen.run(f"clear; '{asking.BINARY}' --no-color --server {SERVER} -T 3 "
                       f"{mode}.hostile.test")
            screen.wait_for(f"{mode}.hostile.test", "asked ")
            for view in "1245679":
                screen.keys(view)
                for key in ("Enter", "Down", "x", "x", "Escape", "Tab", "Enter", "Escape", "Tab",
                            "Enter", "Escape", "t", "="):
                    check_screen(screen, title, f"{mode}, view {view}, before {key}")
                    screen.keys(key)
                check_screen(screen, title, f"{mode}, view {view}")
            screen.keys("Escape", "q")


if __name__ == "__main__":
    asking.need_binary()
    need_tmux()
    lab.enter()
    ROOM = lab.Room({"/etc/resolv.conf": f"nameserver {SERVER}\n"})
    SERVERS = [hostile.Hostile(SERVER), hostile.Hostile(OTHER)]
    checks.run(ROOM)
