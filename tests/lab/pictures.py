#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The pictures of the README, from recordings in docs/recordings: a replay in a real terminal,
saved by the program itself. With --record the demo is recorded anew first.

    GS_BINARY=build/release/gaiscope tests/lab/pictures.py [--record]
"""
import os
import sys

import asking
from checks import wait_until
from screen import Screen, need_tmux

DOCS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../docs")
BINARY = os.path.abspath(asking.BINARY)
SIZE = (120, 40)

# Recording, question, key of the view, what is on the screen when all is answered, picture.
PICTURES = (
    ("lookup", "iana.org www", "1", ("192.0.43.8", "pechora8"), "dashboard.svg"),
    ("race", "mit.edu www", "3", ("open, 1.0 s", "3 of 3 listen"), "race.svg"),
)


def path_of(name):
    return os.path.join(DOCS, "recordings", f"{name}.jsonl")


def record(name, question, key, texts):
    if os.path.exists(path_of(name)):
        os.unlink(path_of(name))
    with Screen(*SIZE) as screen:
        screen.run(f"clear; '{BINARY}' --demo --record '{path_of(name)}' {question}")
        screen.wait_for(texts[0] if key == "1" else "asked")
        screen.keys(key)
        screen.wait_for(*texts)
        wait_until(lambda: "stop waiting" not in screen.text(), "all is answered", 20)
        screen.keys("q")
        screen.wait_for("ready>")


def take(name, key, texts, picture):
    path = os.path.join(DOCS, picture)
    if os.path.exists(path):
        os.unlink(path)
    with Screen(*SIZE) as screen:
        screen.run(f"clear; '{BINARY}' --replay '{path_of(name)}' --speed 64")
        screen.wait_for("replay ended")
        screen.keys(key)
        screen.wait_for(*texts)
        screen.keys(":")
        screen.wait_for("Commands")
        screen.type(f"screen {path}")
        screen.keys("Enter")
        screen.wait_for("saved to")


if __name__ == "__main__":
    asking.need_binary()
    need_tmux()
    for name, question, key, texts, picture in PICTURES:
        if "--record" in sys.argv[1:]:
            record(name, question, key, texts)
        take(name, key, texts, picture)
        print(f"docs/{picture}")
