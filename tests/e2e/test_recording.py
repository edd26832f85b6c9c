#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A session is recorded and replayed: on the screen of a real terminal (tmux) and as a report.
It asks the demo, so it needs no namespace."""
import difflib
import json
import os
import re
import stat
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
from checks import Failed, contains, equal, test, true, wait_until
from screen import Screen, need_tmux

WALKS = 10  # through the views; each may ask what another one shows, too


def run(*arguments):
    """-> the program's end: status, output, errors."""
    return subprocess.run([asking.BINARY, *arguments], capture_output=True, text=True,
                          timeout=60, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"})


def unfocused(picture):
    """A picture without the focus, which is a person's and not recorded."""
    return picture.replace("━", "─").replace("▌", "▏")


def wait_for_picture(screen, shown, label):
    """Waits for the same picture; says where it differs."""
    try:
        wait_until(lambda: unfocused(screen.body()) == shown, label)
    except Failed:
        print("\n".join(difflib.unified_diff(
            shown.splitlines(), unfocused(screen.body()).splitlines(),
            "recorded", "replayed", lineterm="")))
        raise


def pictures_at_the_end(screen, views):
    """Walks through the views until a walk changes none of them any more: a view that is seen
    asks for more, and what comes shows in others, too. -> {key: picture}"""
    shown = {}
    for _walk in range(WALKS):
        before, shown = shown, {}
        for key, text in views:
            screen.keys(key)
            shown[key] = unfocused(screen.settle(text))
        if shown == before:
            return shown
    raise Failed(f"after {WALKS} walks the views still change")


def recording(folder, *question):
    """A recording of one look-up of the demo; -> its path and the report then."""
    path = os.path.join(folder, "report.rec")
    told = run("--demo", "-o", "json", "--record", path, *question)
    equal(told.returncode, 0, told.stderr)
    return path, told.stdout


@test
def recorded_session_is_replayed_to_the_same_screens(_):
    views = (("1", "2 of 2 lead back"), ("2", "Rule by rule"), ("4", "NOERROR"),
             ("5", "Delivery plan"))
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "demo.rec")
        with Screen(120, 40) as screen:
            screen.run(f"clear; '{asking.BINARY}' --demo --record '{path}'")
            screen.wait_for("● rec")
            shown = pictures_at_the_end(screen, views)
            screen.keys("q")
            wait_until(lambda: screen.ask("alternate_on") == "0", "the program ends")
        equal(stat.S_IMODE(os.stat(path).st_mode), 0o600, "who may read it")
        with Screen(120, 40) as screen:
            screen.run(f"clear; '{asking.BINARY}' --replay '{path}' --speed 64")
            screen.wait_for("replay ended", "the recording is at its end")
            for key, text in views:
                screen.keys(key)
                screen.wait_for(text)
                wait_for_picture(screen, shown[key], f"view {key}")
            screen.keys("r")
            screen.wait_for("a replay asks nothing")


@test
def replay_goes_step_by_step(_):
    with tempfile.TemporaryDirectory() as folder:
        path, _report = recording(folder, "iana.org", "www")
        with Screen(120, 40) as screen:
            screen.run(f"clear; '{asking.BINARY}' --replay '{path}' --speed step")
            screen.wait_for("replay paused", "p goes on, . shows the next")
            screen.keys(".", ".", ".")
            screen.wait_for("host iana.org")
            screen.keys("+", "+")
            screen.wait_for("replays at 4x")
            screen.keys("p")
            screen.wait_for("192.0.43.8", "replay ended")


@test
def typed_command_records_what_is_known_already(_):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "later.rec")
        with Screen(120, 40) as screen:
            screen.run(f"clear; '{asking.BINARY}' --demo")
            screen.settle("5 exchanges", "2 of 2 lead back", "only DNS")
            screen.keys(":")
            screen.type(f"record {path}")
            screen.keys("Enter")
            screen.wait_for("● rec")
            screen.keys(":")
            screen.type("record")
            screen.keys("Enter")
            screen.wait_for("the recording has ended")
        told = run("--replay", path, "-o", "json")
        equal(told.returncode, 0, told.stderr)
        contains(told.stdout, "2001:500:88:200::8")
        equal(json.loads(told.stdout)["mail"]["exchanges"][0]["name"], "pechora1.icann.org")


@test
def recording_that_cannot_begin_names_its_file(_):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "missing", "a.rec")
        hosts = os.path.join(folder, "hosts.txt")
        with open(hosts, "w", encoding="utf-8") as file:
            file.write("www.example.com\n")
        for way in (["-r", "iana.org"], ["-m", hosts, "-o", "jsonl", "--no-state"], []):
            told = run("--demo", "--record", path, *way)
            equal((told.stdout, told.returncode), ("", 4), f"{way}")
            contains(told.stderr, "a.rec: no such file or directory", f"{way}")


@test
def watched_hosts_of_a_recording_are_reported(_):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "watched.rec")
        hosts = os.path.join(folder, "hosts.txt")
        with open(hosts, "w", encoding="utf-8") as file:
            file.write("www.example.com https label web\nno-such.example.org\nnonsense..\n")
        watched = run("--demo", "-m", hosts, "-o", "jsonl", "--count", "1", "--dns-only",
                      "--no-state", "--record", path)
        equal(watched.returncode, 1, watched.stderr)
        told = run("-r", "--replay", path)
        equal(told.returncode, 1, told.stderr)
        equal(told.stderr, "")
        for part in ("1 of 2 fail", "▲ line 3:", "✗ no such name", "no-such.example.org",
                     "✓ steady", "www.example.com https",
                     "Nothing has changed since the watching began."):
            contains(told.stdout, part)
        monitor = json.loads(run("--replay", path, "-o", "json").stdout)
        equal(sorted(monitor), ["monitor", "schema"])
        monitor = monitor["monitor"]
        equal([(one["host"], one["service"], one["state"], one["labels"])
               for one in monitor["hosts"]],
              [("www.example.com", "https", "steady", ["web"]),
               ("no-such.example.org", None, "no_such_name", [])])
        equal([one["line"] for one in monitor["errors"]], [3])
        equal(monitor["journal"], [])
        table = run("--replay", path, "-o", "csv").stdout
        contains(table, "monitor,2,no-such.example.org,,,,,,,,,no_such_name,no_such_name")


@test
def recording_begun_while_paused_has_what_is_held_back(_):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "paused.rec")
        with Screen(120, 40) as screen:
            screen.run(f"clear; '{asking.BINARY}' --demo")
            screen.settle("5 exchanges", "2 of 2 lead back", "only DNS")
            screen.keys("p", "r")
            wait_until(lambda: re.search(r"paused.*\d", screen.text()), "answers are held back")
            screen.keys(":")
            screen.type(f"record {path}")
            screen.keys("Enter")
            screen.wait_for("● rec")
            screen.keys(":")
            screen.type("record")
            screen.keys("Enter")
            screen.wait_for("the recording has ended")
        with open(path, encoding="ascii") as file:
            events = [json.loads(line) for line in file]
        rounds = {event["round"] for event in events if event.get("event") == "started"}
        true(len(rounds) > 1, f"what was asked again is in it: {rounds}")


@test
def recorded_race_is_replayed_to_the_same_screen(_):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "race.rec")
        with Screen(120, 40) as screen:
            screen.run(f"clear; '{asking.BINARY}' --demo --record '{path}' slow6.race.test https")
            screen.settle("slow6.race.test")
            screen.keys("3")
            shown = unfocused(screen.settle("connected by IPv", "ms"))
            screen.keys("q")
            wait_until(lambda: screen.ask("alternate_on") == "0", "the program ends")
        with Screen(120, 40) as screen:
            screen.run(f"clear; '{asking.BINARY}' --replay '{path}' --speed 64")
            screen.wait_for("replay ended")
            screen.keys("3")
            wait_for_picture(screen, shown, "the race")


@test
def what_stands_in_vain_beside_a_replay_is_told(_):
    with tempfile.TemporaryDirectory() as folder:
        path, _report = recording(folder, "iana.org")
        for beside, words in (
                (["--record", path], "a replay is not recorded; leave out --record"),
                (["--demo"], "a replay asks nothing; leave out --demo"),
                (["iana.org"], "a replay asks nothing; leave out HOST"),
                (["--tour"], "a replay asks nothing; leave out --tour")):
            for way in ([], ["-r"]):
                told = run("--replay", path, *way, *beside)
                equal((told.returncode, told.stdout), (2, ""), f"{beside} {way}")
                contains(told.stderr, words, f"{beside} {way}")


@test
def recorded_report_is_replayed_to_the_same_bytes(_):
    with tempfile.TemporaryDirectory() as folder:
        path, report = recording(folder, "iana.org", "www")
        told = run("--replay", path, "-o", "json")
        equal((told.returncode, told.stdout, told.stderr), (0, report, ""))


@test
def file_that_was_cut_is_replayed_as_far_as_it_goes(_):
    with tempfile.TemporaryDirectory() as folder:
        path, _report = recording(folder, "iana.org", "www")
        with open(path, "rb") as file:
            whole = file.read()
        cut = os.path.join(folder, "cut.rec")
        head = whole.index(b"\n")
        step = max(100, len(whole) // 20000 * 100)
        for end in range(0, len(whole) - 1, step):
            with open(cut, "wb") as file:
                file.write(whole[:end])
            told = run("--replay", cut, "-r")
            if end < head:
                equal(told.returncode, 2, told.stderr)
                contains(told.stderr, "cut.rec: ")
            else:
                true(told.returncode in (0, 1, 3, 4), f"{end}: {told.stderr}")
                contains(told.stderr, "replayed as far as it goes", str(end))


@test
def each_broken_line_is_told_by_name(_):
    with tempfile.TemporaryDirectory() as folder:
        path, _report = recording(folder, "iana.org", "www")
        with open(path, encoding="ascii") as file:
            lines = file.read().splitlines()
        for count, said, more in ((1, 1, ""), (4, 4, ""), (23, 20, "... and 3 more broken lines")):
            broken = lines[:1] + ["oops"] * count + lines[1:]
            spoiled = os.path.join(folder, "spoiled.rec")
            with open(spoiled, "w", encoding="ascii") as file:
                file.write("\n".join(broken) + "\n")
            told = run("--replay", spoiled, "-r")
            equal(told.returncode, 0, told.stderr)
            named = re.findall(r"spoiled\.rec, line (\d+): ", told.stderr)
            equal(named, [str(2 + i) for i in range(said)], f"{count} broken lines")
            contains(told.stderr, more)


@test
def files_that_are_none_are_told(_):
    with tempfile.TemporaryDirectory() as folder:
        letter = os.path.join(folder, "letter")
        with open(letter, "w", encoding="ascii") as file:
            file.write("Dear Ada,\n")
        later = os.path.join(folder, "later")
        with open(later, "w", encoding="ascii") as file:
            file.write('{"format":"gaiscope recording","version":99}\n')
        for path, words in ((letter, "this is no recording of gaiscope"),
                            (later, "replay it with that one"),
                            (folder, "it is no regular file"),
                            (os.path.join(folder, "none"), "there is no such file")):
            told = run("--replay", path, "-r")
            equal((told.returncode, told.stdout), (2, ""), path)
            contains(told.stderr, words)
        told = run("--demo", "-r", "--record", letter, "iana.org")
        equal((told.returncode, told.stdout), (4, ""), told.stderr)
        contains(told.stderr, "is there and is no recording")
        with open(letter, encoding="ascii") as file:
            equal(file.read(), "Dear Ada,\n")


if __name__ == "__main__":
    asking.need_binary()
    need_tmux()
    checks.run(None)
