#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""View 3 of the dashboard in a real terminal, with real listeners beyond the lab's way: the
race is drawn, run again, run with other constants, and no lane makes a key wait."""
import os
import re
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
import lab
import race_lab
from checks import equal, test, true, wait_until
from race_lab import Witness, hole, host, refuses, server, v4, v6
from screen import Screen, need_tmux
from typist import Typist

NAME = "host.race.test"
SIX, FOUR = v6(0x11), v4(11)
SIZES = ((80, 24), (120, 40))
INSTANT_S = 0.050


def start(size, options=""):
    """View 3 of the program in a new terminal."""
    screen = Screen(*size)
    screen.run(f"clear; '{asking.BINARY}' {options} {NAME} www")
    try:
        screen.wait_for(FOUR)
        screen.keys("3")
    except checks.Failed as failure:
        screen.__exit__(checks.Failed, failure, None)
        raise
    return screen


def set_scene(room, six, four):
    """One address of each family."""
    room.set_scene({NAME: host([FOUR], [SIX], 10, 10)}, {SIX: six, FOUR: four})


def attempts(room, address):
    """How many connections were begun to an address."""
    return sum(event["what"] == "syn" and event["whom"] == address
               for event in room.happened()["events"])


@test
def race_is_drawn_when_its_view_is_opened(room):
    for size in SIZES:
        set_scene(room, refuses(60), server(40))
        with start(size) as screen:
            text = screen.wait_for("IPv4 wins", "refused", "one after another")
            true(re.search(rf"{SIX} .*refused", text), f"{size}: the lane of IPv6\n{text}")
            true(re.search(rf"{FOUR} .*wins", text), f"{size}: the lane of IPv4\n{text}")
            equal((attempts(room, SIX), attempts(room, FOUR)), (1, 1), f"{size}")


@test
def nothing_connects_before_the_view_is_opened(room):
    set_scene(room, server(20), server(20))
    with Screen(120, 40) as screen:
        screen.run(f"clear; '{asking.BINARY}' {NAME} www")
        screen.wait_for(FOUR, SIX)
        screen.keys("2")
        screen.keys("4")
        screen.wait_for("Records")
        time.sleep(0.5)
        equal((attempts(room, SIX), attempts(room, FOUR)), (0, 0))
        screen.keys("3")
        screen.wait_for("IPv6 wins", "open, ")
        equal((attempts(room, SIX), attempts(room, FOUR)), (1, 1))


@test
def r_races_again_in_a_world_that_has_changed(room):
    for size in SIZES:
        set_scene(room, server(60), server(40))
        with start(size) as screen:
            text = screen.wait_for("IPv6 wins", "open, ")
            true(re.search(rf"{FOUR} .*open, [4-9]\d ms", text), f"{size}: after the win\n{text}")
            set_scene(room, refuses(60), server(40))
            screen.keys("r")
            screen.wait_for("IPv4 wins", "refused")
            wait_until(lambda: attempts(room, FOUR) == 1, "raced once more")


@test
def other_constants_race_again(room):
    for size in SIZES:
        set_scene(room, server(600), server(40))
        with start(size) as screen:
            screen.wait_for("IPv4 wins", "250 ms")
            set_scene(room, server(600), server(40))
            screen.type(":race attempts=100")
            screen.keys("Enter")
            screen.wait_for("IPv4 wins", "100 ms")
            wait_until(lambda: attempts(room, FOUR) == 1, "raced with the new constants")
            begun = {event["whom"]: event["at"] for event in room.happened()["events"]
                     if event["what"] == "syn"}
            true(0.08 < begun[FOUR] - begun[SIX] < 0.2, f"{begun}")


@test
def silent_lane_leaves_the_keys_alive_and_q_ends_at_once(room):
    with Witness() as witness:
        set_scene(room, hole(), server(300))
        with Typist(120, 40, [asking.BINARY, NAME, "www"]) as typist:
            typist.wait_for(SIX)
            typist.settle()
            typist.press("3", SIX)
            wait_until(lambda: attempts(room, SIX) > 0, "the race has begun")
            typist.press("i", "\x1b[", 5)
            true(not typist.echoes(), "the program itself draws what is typed")
            times = []
            for key in "QXZJQXZJQXZJ":
                times.append(typist.press(key))
            true(attempts(room, SIX) < 4, "the race lasts while the keys are typed")
            os.write(typist.terminal, b"\x1b")
            typist.settle(0.1, 1.0)
            began = time.monotonic()
            os.write(typist.terminal, b"q")
            wait_until(typist.has_ended, "q ends the program")
            quit_s = time.monotonic() - began
    print(f"  keys: {sorted(round(1000 * t, 1) for t in times)} ms, q {1000 * quit_s:.0f} ms, "
          f"late {1000 * witness.late_s:.0f} ms", flush=True)
    times.sort()
    true(times[len(times) // 2] < INSTANT_S, f"half of the keys within 50 ms: {times}")
    true(times[-1] < INSTANT_S + witness.late_s, f"every key: {times}")
    true(quit_s < 1.0, f"q took {quit_s:.3f} s")


if __name__ == "__main__":
    asking.need_binary()
    need_tmux()
    lab.enter()
    checks.run(race_lab.RaceLab())
