# SPDX-License-Identifier: MIT
"""What the program says of a race, as values: times are seconds since the race began."""
import concurrent.futures
import socket
import time

import asking
from checks import equal, true
from race_lab import GIVES_UP_S, hole, v6

FAMILIES = {"inet": 4, "inet6": 6, None: 0}


def seconds(micros):
    """A time; None: never."""
    return None if micros is None else micros / 1e6


class Lane:
    """One attempt."""

    def __init__(self, row):
        self.address, self.status, self.errno = row["address"], row["status"], row["errno"]
        self.began_s = seconds(row["started_us"])
        self.ended_s = seconds(row["ended_us"])
        self.is_after_win = row["after_win"]
        self.wins = row["wins"]


class Race:
    """A race that is complete."""

    def __init__(self, document):
        equal(document["unfinished"], [], str(document))
        self.document = document["race"]
        self.lanes = [Lane(row) for row in self.document["lanes"]]
        self.outcomes = {row["type"]: row["outcome"] for row in self.document["dns"]}
        delay = self.document["resolution_delay"]
        self.delay = delay and (seconds(delay["from_us"]), seconds(delay["until_us"]))
        number = self.document["winner"]
        self.winner = None if number is None else self.lanes[number - 1].address
        self.won_s = seconds(self.document["won_us"])
        self.clients = {row["client"]: (FAMILIES[row["family"]], seconds(row["waits_us"]))
                        for row in self.document["clients"]}
        equal([lane.address for lane in self.lanes if lane.wins],
              [self.winner] if self.winner else [], "the lane that wins")


def race(host, service="www", *options):
    """Asks the program for one race; -> (it, the exit status)."""
    document, status = asking.report("--parts", "race", *options, host, service)
    return Race(document), status


class Kernel:
    """How much later than its rule the kernel gives a silent address up: it counts in steps,
    the coarser the longer it waits, so that it matters when a connection begins."""

    slack_s = None
    SAMPLES, APART_S = 32, 0.013

    @classmethod
    def measure(cls, room):
        """Measures it with connections that begin at different times; once is enough."""
        if cls.slack_s is not None:
            return
        room.set_scene({}, {v6(1): hole()})
        with concurrent.futures.ThreadPoolExecutor(cls.SAMPLES) as pool:
            lasts_s = list(pool.map(cls.give_up, range(cls.SAMPLES)))
        cls.slack_s = max(lasts_s) - GIVES_UP_S
        true(0 <= min(lasts_s) - GIVES_UP_S and cls.slack_s < 0.5,
             f"given up after {sorted(lasts_s)} s")

    @classmethod
    def give_up(cls, number):
        """-> how long it took."""
        time.sleep(number * cls.APART_S)
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as client:
            began = time.monotonic()
            client.connect_ex((v6(1), 80))
            return time.monotonic() - began


def near(got_s, wanted_s, tolerance_s, label):
    """A time is what it must be."""
    true(got_s is not None, f"{label}: no time, {wanted_s} wanted")
    true(abs(got_s - wanted_s) <= tolerance_s,
         f"{label}: {got_s * 1000:.1f} ms, not {wanted_s * 1000:.0f} "
         f"(±{tolerance_s * 1000:.1f})")
