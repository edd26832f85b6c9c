# SPDX-License-Identifier: MIT
"""Large answers: 4,000 records, a text of 64 KiB and a whois reply of 1 MiB in their views,
beside less with the same text. The keys come in turn, so that both meet the same machine."""
import os
import socket
import statistics
import threading

from pty_program import PtyProgram

ESCAPE, ENTER = b"\x1b", b"\r"
PAGE_DOWN, PAGE_UP = b"\x1b[6~", b"\x1b[5~"
DOWN, UP = b"\x1b[B", b"\x1b[A"
TURNS = 60
RECORDS = "".join(f"many A 10.0.{n // 250}.{n % 250 + 1}\n" for n in range(4000))
TEXT = "text TXT " + " ".join(f'"{n:03d} {"y" * 250}"' for n in range(255)) + "\n"
ZONE = RECORDS + TEXT
WHOIS_LINE = "Comment:        one of many lines of a reply, number {:08d}\r\n"
WHOIS_BYTES = 1024 * 1024


class Turns:
    """One program and what is done to it each turn: keys that are measured one by one, and
    keys that set all back."""

    def __init__(self, argv, before=(), env=None):
        self.program = PtyProgram(argv, env=env)
        self.times = []
        self.program.first_screen()
        self.program.drain(0.5, 3.0)
        for key in before:
            self.send(key)

    def send(self, key):
        """Keys that are not measured."""
        os.write(self.program.fd, key)
        self.program.drain(0.15, 3.0)

    def press(self, key):
        """A key that is measured: seconds to the first byte."""
        latency, _ = self.program.press(key)
        if latency is None:
            raise RuntimeError(f"a key drew nothing: {self.program.argv} {key!r}")
        self.times.append(latency)

    def median(self):
        """The median so far, which begins anew."""
        times, self.times = self.times, []
        return statistics.median(times)


def in_turn(pairs, turns=TURNS):
    """Presses the keys of [(program, keys)] in turn; -> the median of each."""
    for turn in range(turns):
        for each, keys in pairs:
            each.press(keys[turn % len(keys)])
    return [each.median() for each, _ in pairs]


def finding(each, keys, clear):
    """One search or filter: Enter behind it is measured, then all is set back. (Escape is
    never measured: a terminal's program waits for what may follow it.)"""
    if keys:
        each.send(keys)
    each.press(ENTER)
    each.program.drain(0.05, 1.0)
    for key in clear:
        each.send(key)


def finding_in_turn(pairs, turns=11):
    """The same for [(program, keys, clear)]; -> the median of each."""
    for _ in range(turns):
        for each, keys, clear in pairs:
            finding(each, keys, clear)
    return [each.median() for each, _, _ in pairs]


def records(gaiscope, table, text_file):
    """View 4 with 4,000 records, beside less with as many lines."""
    ours = Turns([gaiscope, "--types", "A", "many.bench.test"], [b"4"])
    less = Turns(["less", text_file])
    for what, keys, goal in (("Down", (DOWN, UP), 2), ("Page Down", (PAGE_DOWN, PAGE_UP), 2)):
        mine, theirs = in_turn([(ours, keys), (less, keys)])
        table.ratio(f"4,000 records: {what}", mine, "less", theirs, goal)
    mine, theirs = finding_in_turn([(ours, b"\\10.0.15.7", [ESCAPE]),
                                    (less, b"&10.0.15.7", [b"&\r"])])
    table.ratio("4,000 records: filter", mine, "less &", theirs, 2)
    mine, theirs = finding_in_turn([(ours, b"/10.0.15.249", [b"g"]),
                                    (less, b"/10.0.15.249", [b"g"])])
    table.ratio("4,000 records: search to the end", mine, "less /", theirs, 2)
    mine, theirs = in_turn([(ours, (b">", b"<")), (less, (PAGE_DOWN, PAGE_UP))], 20)
    table.ratio("4,000 records: sort", mine, "less, a page", theirs, 2)
    ours.program.close()
    less.program.close()


def long_text(gaiscope, table, text_file):
    """A TXT record of 64 KiB, beside less with the same text as one line."""
    ours = Turns([gaiscope, "--types", "TXT", "text.bench.test"], [b"4"])
    less = Turns(["less", text_file])
    mine, theirs = finding_in_turn([(ours, b"", [ESCAPE]), (less, b"", [b"g"])])
    table.ratio("64 KiB TXT: open", mine, "less, a row", theirs, 2)
    ours.send(ENTER)
    mine, theirs = in_turn([(ours, (PAGE_DOWN, PAGE_UP)), (less, (PAGE_DOWN, PAGE_UP))])
    table.ratio("64 KiB TXT: Page Down", mine, "less", theirs, 2)
    ours.program.close()
    less.program.close()


def serve_whois(listener, reply):
    """Gives the same reply to everybody, for ever."""
    while True:
        connection, _ = listener.accept()
        with connection:
            connection.recv(1024)
            connection.sendall(reply)


def whois_reply():
    """A little less than 1 MiB: more is not kept."""
    count = WHOIS_BYTES // len(WHOIS_LINE.format(0)) - 8
    lines = [WHOIS_LINE.format(number) for number in range(count)]
    return ("".join(lines) + "remarks: the-very-end\r\n").encode()


def whois(gaiscope, table, directory):
    """A whois reply of 1 MiB in view 7, beside less with the same text."""
    reply = whois_reply()
    path = os.path.join(directory, "whois.txt")
    with open(path, "wb") as file:
        file.write(reply.replace(b"\r", b""))
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=serve_whois, args=(listener, reply), daemon=True).start()
    port = listener.getsockname()[1]
    ours = Turns([gaiscope, "--whois", f"127.0.0.1:{port}", "bench.test"],
                 [b"7"])
    less = Turns(["less", path])
    for what, keys in (("Down", (DOWN, UP)), ("Page Down", (PAGE_DOWN, PAGE_UP))):
        mine, theirs = in_turn([(ours, keys), (less, keys)])
        table.ratio(f"1 MiB of whois: {what}", mine, "less", theirs, 2)
    mine, theirs = finding_in_turn([(ours, b"/the-very-end", [b"g"]),
                                    (less, b"/the-very-end", [b"g"])])
    table.ratio("1 MiB of whois: search to the end", mine, "less /", theirs, 2)
    ours.program.close()
    less.program.close()


def measure(gaiscope, table, directory):
    """All rows; runs inside the namespace, beside the name server."""
    many, text = os.path.join(directory, "many.txt"), os.path.join(directory, "text.txt")
    with open(many, "w", encoding="ascii") as file:
        file.write(RECORDS)
    with open(text, "w", encoding="ascii") as file:
        file.write(TEXT)
    records(gaiscope, table, many)
    long_text(gaiscope, table, text)
    whois(gaiscope, table, directory)
