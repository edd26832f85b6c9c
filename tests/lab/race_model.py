# SPDX-License-Identifier: MIT
"""RFC 8305 once more, in another language and another way: millisecond after millisecond, what
would a client do? The program's race is held against it. Written from the RFC alone."""
import random

END_MS = 20000
GIVES_UP_MS = 3000
APART_MS = 50  # events that do not follow from each other must be told apart by a clock


class Attempt:
    """One address, and what came of it so far."""

    def __init__(self, address, rtt_ms, status):
        self.address, self.status = address, status
        self.takes_ms = GIVES_UP_MS if status == "silent" else rtt_ms
        self.began = self.ended = None


def interleave(attempts, last_family, sorted_first):
    """The families take turns, beginning with the one that RFC 6724 sorts first, or after what
    was tried last. RFC 8305 4."""
    turns = {True: [a for a in attempts if ":" in a.address],
             False: [a for a in attempts if ":" not in a.address]}
    is_six = last_family == 4 or (last_family == 0 and sorted_first == 6)
    ordered = []
    while turns[True] or turns[False]:
        if turns[is_six]:
            ordered.append(turns[is_six].pop(0))
        is_six = not is_six
    return ordered


def run(six, four, six_late_ms, four_late_ms, resolution_ms=50, attempt_ms=250,
        sorted_first=6):
    """Takes: [(address, rtt, status)] of each family, when they are answered; the family of
    the address that RFC 6724 sorts first.
    -> (winner's address or None, won at, [(address, begin, end, status)] as they began,
    the times at which anything happened)"""
    waiting, begun = [], []
    times = {four_late_ms + resolution_ms}
    won, failed = None, False
    for now in range(END_MS):
        for late_ms, rows in ((six_late_ms, six), (four_late_ms, four)):
            if now == late_ms:
                waiting += [Attempt(*row) for row in rows]
                times.add(now)
        for attempt in begun:
            if attempt.ended is None and attempt.began + attempt.takes_ms == now:
                attempt.ended = now
                times.add(now)
                failed |= attempt.status != "open"
                if attempt.status == "open" and won is None:
                    won = attempt
        only_four = four and now < six_late_ms
        if not waiting or (only_four and now < four_late_ms + resolution_ms):
            continue
        if not begun or failed or now >= begun[-1].began + attempt_ms:
            last = 0 if not begun else 6 if ":" in begun[-1].address else 4
            attempt = interleave(waiting, last, sorted_first)[0]
            waiting.remove(attempt)
            attempt.began = now
            begun.append(attempt)
            failed = False
            times |= {now, now + attempt_ms}
    lanes = [(a.address, a.began, a.ended, a.status) for a in begun]
    return (won and won.address), (won and won.ended), lanes, times


def is_clear(times):
    """Whether a clock that is a little late would still see the same race."""
    ordered = sorted(times)
    return all(after - before >= APART_MS for before, after in zip(ordered, ordered[1:]))


def situations(seed, count, addresses_v6, addresses_v4):
    """Situations of any kind, the same ones for one seed, that are clear.
    -> [(six, four, six_late_ms, four_late_ms)]"""
    chance = random.Random(seed)
    found = []
    while len(found) < count:
        six, four = [[(address, chance.randrange(70, 900), chance.choice(
            ("open", "open", "refused", "refused", "silent")))
            for address in addresses[:chance.randrange(0, 5)]]
            for addresses in (addresses_v6, addresses_v4)]
        late = [chance.randrange(70, 500), chance.randrange(70, 500)]
        if (six or four) and is_clear(run(six, four, *late)[3]):
            found.append((six, four, *late))
    return found
