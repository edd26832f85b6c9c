# SPDX-License-Identifier: MIT
"""A name server that means harm. The first label of the name asked (with or
without a "_") chooses how:

    bytes      well-formed records of the type asked, full of control bytes, C1, bidi
               controls, NUL and what is not UTF-8, in every text and name
    owner      the same bytes in the owner's name
    short      data that ends too early;  long: data that is longer than its type
    noise      random data
    loop       names that point to themselves, in circles, forward or beyond the end
    counts     headers that promise 65,535 records
    length     an RDLENGTH beyond the end of the message
    edns       extended errors, identifier and cookie of hostile bytes; options cut short
    chain      a CNAME to itself by way of others, without end
    flip       a good answer with a few bytes changed
    other      another question, id, class or opcode than was asked

A PTR question of any address gets `bytes`; so does any other name. What is random follows
from the seed and the question alone: a failure comes again.
"""
import random
import socket
import struct
import threading
import zlib

TYPES = {"A": 1, "NS": 2, "CNAME": 5, "SOA": 6, "PTR": 12, "HINFO": 13, "MX": 15, "TXT": 16,
         "AAAA": 28, "LOC": 29, "SRV": 33, "NAPTR": 35, "DNAME": 39, "DS": 43, "SSHFP": 44,
         "RRSIG": 46, "NSEC": 47, "DNSKEY": 48, "TLSA": 52, "SVCB": 64, "HTTPS": 65,
         "SPF": 99, "URI": 256, "CAA": 257, "TYPE65280": 65280}
MODES = ("bytes", "owner", "short", "long", "noise", "loop", "counts", "length", "edns",
         "chain", "flip", "other")
# Clears the screen, colours, sets the title, moves, hides; C1 as a byte and as UTF-8; bidi
# override and isolate; zero width; line ends; NUL; DEL; not UTF-8; a formula for spreadsheets.
TEXTS = (b"\x1b[2J\x1b[31mred\x1b]0;title\x07", b"\x9b31m\x9dtitle\x9c\xc2\x9b31m\xc2\x85",
         "\u202etxet\u202c \u2066iso\u2069 \u200f\u061c".encode(),
         "zero\u200bwidth\ufeff \u2028line \u2029para \u00ad\u3164\U000e0041".encode(),
         b"a\rb\nc\td\x00e\x08\x08\x7f\x0b\x0c", b"\xff\xfe\xc0\xaf\xed\xa0\x80 \xf8\x88",
         b"=HYPERLINK(\"http://x\",\"y\"),\"quoted\",;|")


def text(data):
    """A character-string."""
    return bytes([len(data)]) + data


def name(*labels):
    """A name of labels of any bytes."""
    return b"".join(text(label[:63]) for label in labels) + b"\x00"


def hostile_name(number):
    """A name whose labels are hostile."""
    return name(TEXTS[number % len(TEXTS)], TEXTS[(number + 1) % len(TEXTS)], b"hostile", b"test")


def data_of(kind, number):
    """Well-formed data of a type, as harmful as the type allows."""
    words, target = TEXTS[number % len(TEXTS)], hostile_name(number)
    parameter = struct.pack("!HH", 65333, len(words)) + words
    alpn = struct.pack("!HH", 1, len(words) + 1) + text(words)
    return {
        "A": bytes([192, 0, 2, number]), "AAAA": b"\x20\x01\x0d\xb8" + bytes(11) + bytes([number]),
        "NS": target, "CNAME": target, "PTR": target, "DNAME": target,
        "SOA": target + target + struct.pack("!5I", 1, 2, 3, 4, 5),
        "HINFO": text(words) + text(words), "MX": struct.pack("!H", number) + target,
        "TXT": text(words) + text(b"v=spf1 include:" + words) + text(b""),
        "SPF": text(words), "LOC": bytes([0, 0x99, 0xff, 0x13]) + b"\xff" * 12,
        "SRV": struct.pack("!3H", 1, 2, 3) + target,
        "NAPTR": struct.pack("!2H", 1, 2) + text(words) * 3 + target,
        "DS": struct.pack("!HBB", 1, 250, 250) + words, "SSHFP": b"\xfa\xfa" + words,
        "RRSIG": struct.pack("!HBBIIIH", 65280, 250, 9, 1, 2, 3, 4) + target + words,
        "NSEC": target + b"\x00\x03\x40\x01\x01", "DNSKEY": struct.pack("!HBB", 1, 9, 250) + words,
        "TLSA": b"\xfa\xfa\xfa" + words,
        "SVCB": struct.pack("!H", 1) + target + alpn + parameter,
        "HTTPS": struct.pack("!H", 1) + target + alpn + parameter,
        "URI": struct.pack("!2H", 1, 2) + words, "TYPE65280": words,
        "CAA": b"\x80" + text(b"iss\x1b[31mue" if number % 2 else b"issue") + words,
    }.get(kind, words)


def record(owner, number, data, length=None, ttl=60):
    """One record. Takes: an RDLENGTH that may be a lie."""
    length = len(data) if length is None else length
    return owner + struct.pack("!HHIH", number, 1, ttl, length) + data


def options_of(mode):
    """The data of the OPT record."""
    if mode != "edns":
        return b""
    options = [(15, struct.pack("!H", 22) + words) for words in TEXTS]
    options += [(3, TEXTS[0] + TEXTS[1]), (10, TEXTS[4]), (8, b"\x00\x09\xff\xff" + TEXTS[0]),
                (65001, TEXTS[1])]
    return b"".join(struct.pack("!HH", code, len(body)) + body for code, body in options)


class Question:
    """A question as it came."""

    def __init__(self, wire):
        self.wire, self.id = wire, wire[:2]
        at = 12
        labels = []
        while wire[at]:
            labels.append(wire[at + 1:at + 1 + wire[at]])
            at += 1 + wire[at]
        self.section = wire[12:at + 5]
        self.number = struct.unpack("!H", wire[at + 1:at + 3])[0]
        self.kind = {number: kind for kind, number in TYPES.items()}.get(self.number, "")
        first = labels[0].lower().decode("latin-1").lstrip("_") if labels else ""
        self.mode = first if first in MODES else "bytes"
        self.random = random.Random(zlib.crc32(self.section.lower()))


class Hostile:
    """The server; it runs on threads that end with the program."""

    def __init__(self, address, port=53):
        datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        datagrams.bind((address, port))
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address, port))
        listener.listen(64)
        for target, where in ((self._datagrams, datagrams), (self._connections, listener)):
            threading.Thread(target=target, args=(where,), daemon=True).start()

    def _datagrams(self, server):
        while True:
            wire, peer = server.recvfrom(65536)
            reply = self.reply(wire)
            if reply is not None:
                server.sendto(reply, peer)

    def _connections(self, listener):
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=self._connection, args=(connection,), daemon=True).start()

    def _connection(self, connection):
        with connection:
            stream = connection.makefile("rb")
            while True:
                head = stream.read(2)
                if len(head) < 2:
                    return
                reply = self.reply(stream.read(struct.unpack("!H", head)[0]))
                connection.sendall(struct.pack("!H", len(reply)) + reply)

    def reply(self, wire):
        """The message that answers a question."""
        question = Question(wire)
        records, counts = self.records(question)
        opt = b"\x00" + struct.pack("!HHIH", 41, 1232, 0, 0)
        options = options_of(question.mode)
        if options:
            cut = len(options) + (9 if question.number % 2 else 0)  # a length that is a lie
            opt = b"\x00" + struct.pack("!HHIH", 41, 1232, 0, cut) + options
        head = question.id + b"\x84\x80" + struct.pack("!4H", 1, *counts)
        message = bytearray(head + question.section + b"".join(records) + opt)
        if question.mode == "flip":
            for _ in range(question.random.randint(1, 6)):
                message[question.random.randrange(2, len(message))] = question.random.randrange(256)
        if question.mode == "other":
            at = question.random.choice((0, 2, 4, 5, 13, len(head) + len(question.section) - 1))
            message[at] ^= 0x28
        return bytes(message)

    def records(self, question):
        """-> (records, counts of answer, authority and additional section)"""
        owner, number, kind = b"\xc0\x0c", question.number, question.kind
        data = [data_of(kind, n) for n in range(1, 8)]
        soa = record(hostile_name(3), TYPES["SOA"], data_of("SOA", 2))
        extra = record(hostile_name(4), TYPES["TXT"], data_of("TXT", 3))
        if question.mode == "owner":
            records = [record(hostile_name(n), number, item) for n, item in enumerate(data)]
        elif question.mode == "short":
            records = [record(owner, number, item[:question.random.randrange(len(item))])
                       for item in data if item]
        elif question.mode == "long":
            records = [record(owner, number, item + TEXTS[n]) for n, item in enumerate(data)]
        elif question.mode == "noise":
            records = [record(owner, number, question.random.randbytes(
                question.random.randrange(90))) for _ in data]
        elif question.mode == "loop":
            here = 12 + len(question.section)
            pointers = (here, here + 12, 0x3fff, 2, here + 40)
            records = [record(struct.pack("!H", 0xc000 | at), number,
                              struct.pack("!H", 0xc000 | at) * 3) for at in pointers]
        elif question.mode == "length":
            records = [record(owner, number, data[0]), record(owner, number, data[1], 40000)]
        elif question.mode == "chain":
            target = name(TEXTS[0], b"chain", b"hostile", b"test")
            records = [record(owner, 5, target), record(target, 5, b"\xc0\x0c")]
        else:
            records = [record(owner, number, item) for item in data]
        count = len(records) if question.mode != "counts" else 65535
        return [*records, soa, extra], (count, 1, 2)
