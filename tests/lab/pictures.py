#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The pictures of the README, from recordings in docs/recordings: a replay in a real terminal,
saved by the program itself. With --record the demo is recorded anew first, with
--record-monitor a list of hosts whose answers change, on a server of its own.

    GS_BINARY=build/release/gaiscope tests/lab/pictures.py [--record | --record-monitor]
"""
import os
import sys
import time

import asking
import changing
import lab
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
MONITOR = ("monitor", "8", ("lost all IPv6", "no such name"), "monitor.svg")

HOSTS = ("www.watch.test https expect ipv6 label web", "cdn.watch.test https label web",
         "shop.watch.test https label web", "api.down.test", "old.watch.test",
         "watch.test mx label mail", "mail.watch.test smtp label mail", "ns.watch.test",
         "intranet.watch.test", "192.0.2.7")
ZONE = """www A 192.0.2.1
www AAAA 2001:db8::1
cdn A 198.51.100.7
cdn A 198.51.100.8
cdn AAAA 2001:db8:c::7
shop A 192.0.2.3
old A 192.0.2.80
@ A 192.0.2.1
@ AAAA 2001:db8::1
@ MX 10 mail
mail A 192.0.2.7
intranet A 192.0.2.4
intranet AAAA 2001:db8::4
"""
WITHOUT_8 = ZONE.replace("cdn A 198.51.100.8\n", "")
NEW_SHOP = ZONE + "shop AAAA 2001:db8::3\n"
NO_OLD = NEW_SHOP.replace("old A 192.0.2.80\n", "")
WITHOUT_V6 = NO_OLD.replace("www AAAA 2001:db8::1\n", "")


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


def record_monitor():
    """What happens here is what the picture shows: each step is seen by a round or two."""
    room = changing.Changing({"watch.test": ZONE, "down.test": "api A 192.0.2.5\n",
                              "2.0.192.in-addr.arpa": "7 PTR mail.watch.test.\n"})
    path = path_of(MONITOR[0])
    hosts = os.path.join(room.directory, "hosts.txt")
    if os.path.exists(path):
        os.unlink(path)
    with open(hosts, "w", encoding="utf-8") as file:
        file.write("\n".join(HOSTS) + "\n")
    with Screen(*SIZE) as screen:
        screen.run(f"clear; '{BINARY}' -m '{hosts}' --every 1 --no-state --record '{path}'")
        screen.wait_for("10 steady")
        for zone in (WITHOUT_8, ZONE) * 3 + (NEW_SHOP, NO_OLD):
            room.set("watch.test", zone)
            time.sleep(1.4)  # a round
        room.forget("down.test")
        time.sleep(2)
        room.set("watch.test", WITHOUT_V6)
        screen.wait_for("lost all IPv6")
        time.sleep(2)
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
    if "--record-monitor" in sys.argv[1:]:
        lab.enter()
        record_monitor()
        sys.exit()
    for name, question, key, texts, picture in PICTURES:
        if "--record" in sys.argv[1:]:
            record(name, question, key, texts)
        take(name, key, texts, picture)
        print(f"docs/{picture}")
    take(*MONITOR)
    print(f"docs/{MONITOR[3]}")
