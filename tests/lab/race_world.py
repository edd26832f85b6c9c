#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The far side of race_lab.py, a process in a network namespace of its own: a kernel that has
every documentation address, listeners, the way to them, and a name server.

    client's kernel --- near tun --- this process --- far tun --- servers' kernel, listeners
                                          |
                     127.0.0.1:53 of the client's namespace: names, as late as is said

A packet to a server waits here as long as its destination is away, or goes nowhere; the way
back takes no time, so that the delay is the round trip. What is open and what is refused is
said by a real kernel. One scene at a time comes from the standard input, a line of JSON, and
is answered with a line:

    {"addresses": {ADDRESS: {"rtt_ms": 30, "hole": false, "loses": 0,
                             "ports": {PORT: BANNER}}},
     "names": {NAME: {"A": [LATE_MS or null, [ADDRESS, ...]], "AAAA": [...]}}}

A line "log" is answered with what came since the scene, on the monotonic clock in seconds:
first SYNs, answers to them, questions and answers of DNS, and how late this process was.
"""
import fcntl
import heapq
import ipaddress
import json
import os
import select
import socket
import struct
import subprocess
import sys
import time

PREFIXES_V_FOUR = ("198.51.100.0/24", "203.0.113.0/24")
PREFIX_V_SIX = "2001:db8:100::/40"
TYPES = {1: "A", 28: "AAAA"}
BEAT_S = 0.004  # it wakes this often, to know how late it wakes
SYN, RST, ACK = 0x02, 0x04, 0x10
TCP = 6


def open_tun(name):
    """A new device for IP packets without a head of their own; -> its descriptor."""
    tun = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(tun, 0x400454ca, struct.pack("16sH14x", name.encode(), 0x1001))
    return tun


class Packet:
    """What is read of an IP packet."""

    def __init__(self, data):
        version = data[0] >> 4
        self.data = data
        self.source = self.target = None
        self.flags, self.port, self.peer_port = 0, 0, 0
        if version == 4:
            self.source, self.target = data[12:16], data[16:20]
            self.read_tcp(data[9], (data[0] & 15) * 4)
        elif version == 6:
            self.source, self.target = data[8:24], data[24:40]
            self.read_tcp(data[6], 40)

    def read_tcp(self, protocol, at):
        """Ports and flags."""
        if protocol == TCP and len(self.data) >= at + 20:
            self.peer_port, self.port = struct.unpack("!HH", self.data[at:at + 4])
            self.flags = self.data[at + 13]

    def is_first(self):
        """A SYN that opens a connection."""
        return self.flags & (SYN | ACK) == SYN

    def answer(self):
        """What it says to a SYN; "" nothing."""
        if self.flags & RST:
            return "refused"
        return "open" if self.flags & (SYN | ACK) == SYN | ACK else ""


def text_of(raw):
    """The text of an address."""
    return str(ipaddress.ip_address(raw))


class World:
    """One loop over the devices, the name server, the listeners and the standard input."""

    def __init__(self, near, names):
        self.near, self.far = near, open_tun("tun1")
        os.set_blocking(near, False)
        self.names = names
        self.set_network()
        self.poll = select.epoll()
        self.sources = {}
        self.listen_to(self.near, self.from_client)
        self.listen_to(self.far, self.from_servers)
        self.listen_to(self.names.fileno(), self.from_asker)
        self.listen_to(sys.stdin.fileno(), self.from_test)
        self.later, self.number = [], 0
        self.listeners, self.connections, self.addresses, self.hosts = [], [], {}, {}
        self.begin({"addresses": {}, "names": {}})

    def set_network(self):
        """All documentation addresses are at home here; the client is behind the device."""
        commands = ["link set lo up", "link set tun1 up", "route add 192.0.2.0/24 dev tun1",
                    "-6 route add 2001:db8::/64 dev tun1",
                    "-6 route add fd00:8305::/64 dev tun1",
                    f"-6 route add local {PREFIX_V_SIX} dev lo"]
        commands += [f"route add local {prefix} dev lo" for prefix in PREFIXES_V_FOUR]
        for command in commands:
            subprocess.run(["ip", *command.split()], check=True)

    def listen_to(self, source, handler):
        """Calls the handler when something can be read."""
        self.sources[source] = handler
        self.poll.register(source, select.EPOLLIN)

    def forget(self, item):
        """Closes a socket that was listened to."""
        self.sources.pop(item.fileno(), None)
        self.poll.unregister(item.fileno())
        item.close()

    def begin(self, scene):
        """Takes a scene: nothing is left of the one before but connections that stand."""
        for listener in self.listeners:
            self.forget(listener)
        self.listeners = []
        self.hosts = scene["names"]
        self.addresses = {ipaddress.ip_address(text).packed: what
                          for text, what in scene["addresses"].items()}
        for text, what in scene["addresses"].items():
            for port, banner in what.get("ports", {}).items():
                self.open_port(text, int(port), banner)
        self.events, self.late_s = [], 0.0

    def open_port(self, address, port, banner):
        """A listener that says its banner to everyone and keeps the connection."""
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.SOL_IP, 15, 1)  # IP_FREEBIND
        listener.bind((address, port))
        listener.listen(64)
        listener.setblocking(False)
        self.listeners.append(listener)
        self.listen_to(listener.fileno(), lambda: self.accept(listener, banner))

    def accept(self, listener, banner):
        """Speaks to who came, until he goes."""
        try:
            connection, _ = listener.accept()
        except OSError:  # gone again
            return
        connection.setblocking(False)
        self.connections.append(connection)
        self.listen_to(connection.fileno(), lambda: self.hear(connection))
        if banner:
            connection.send(banner.encode())

    def hear(self, connection):
        """Nothing is answered; the end is seen."""
        try:
            if connection.recv(4096):
                return
        except OSError:
            pass
        self.connections.remove(connection)
        self.forget(connection)

    def note(self, what, whom, **more):
        """Keeps what happened."""
        self.events.append({"at": time.monotonic(), "what": what, "whom": whom, **more})

    def after(self, delay_s, action, *arguments):
        """Does something later."""
        self.number += 1
        due = time.monotonic() + delay_s
        heapq.heappush(self.later, (due, self.number, action, arguments))

    def from_client(self):
        """A packet on its way to the servers."""
        packet = Packet(os.read(self.near, 65536))
        if packet.target is None or packet.target[0] in (0xff, 224):
            return
        what = self.addresses.get(packet.target, {})
        if packet.is_first():
            self.note("syn", text_of(packet.target), port=packet.port)
            if what.get("loses", 0) > 0:
                what["loses"] -= 1
                return
        if not what.get("hole", False):
            self.after(what.get("rtt_ms", 0) / 1000, self.write, self.far, packet.data)

    def from_servers(self):
        """A packet on its way back."""
        packet = Packet(os.read(self.far, 65536))
        if packet.target is None or packet.target[0] in (0xff, 224):
            return
        if packet.answer():
            self.note(packet.answer(), text_of(packet.source), port=packet.peer_port)
        self.write(self.near, packet.data)

    @staticmethod
    def write(tun, data):
        """Gives a packet to a kernel, which may have lost its way meanwhile."""
        try:
            os.write(tun, data)
        except OSError:
            pass

    def from_asker(self):
        """A question for an address, answered when the scene says so."""
        wire, peer = self.names.recvfrom(4096)
        at, labels = 12, []
        while wire[at]:
            labels.append(wire[at + 1:at + 1 + wire[at]].decode("latin-1").lower())
            at += 1 + wire[at]
        name, number = ".".join(labels), struct.unpack("!H", wire[at + 1:at + 3])[0]
        kind = TYPES.get(number, str(number))
        late_ms, addresses = self.hosts.get(name, {}).get(kind, [0, []])
        self.note("asked", name, type=kind)
        if late_ms is not None:
            rcode = 0 if name in self.hosts else 3
            reply = reply_to(wire[:at + 5], number, rcode, addresses)
            self.after(late_ms / 1000, self.reply, reply, peer, name, kind)

    def reply(self, reply, peer, name, kind):
        """The answer goes out."""
        self.names.sendto(reply, peer)
        self.note("answered", name, type=kind)

    def from_test(self):
        """A scene, a change or a wish."""
        line = sys.stdin.readline()
        if not line:
            sys.exit(0)
        said = json.loads(line)
        if said == "log":
            print(json.dumps({"events": self.events, "late_s": self.late_s}), flush=True)
            return
        self.begin(said)
        print('"ready"', flush=True)

    def run(self):
        """Until the test ends."""
        beat = time.monotonic() + BEAT_S
        while True:
            due = min(beat, self.later[0][0]) if self.later else beat
            for source, _ in self.poll.poll(max(0.0, due - time.monotonic())):
                if source in self.sources:
                    self.sources[source]()
            now = time.monotonic()
            while self.later and self.later[0][0] <= now:
                due, _, action, arguments = heapq.heappop(self.later)
                self.late_s = max(self.late_s, now - due)
                action(*arguments)
            if beat <= now:
                self.late_s = max(self.late_s, now - beat)
                beat = now + BEAT_S


def reply_to(question, number, rcode, addresses):
    """The wire of an answer with these addresses."""
    head = question[:2] + struct.pack("!HHHHH", 0x8580 | rcode, 1, len(addresses), 0, 0)
    records = [b"\xc0\x0c" + struct.pack("!HHIH", number, 1, 60, len(raw)) + raw
               for raw in (ipaddress.ip_address(text).packed for text in addresses)]
    return head + question[12:] + b"".join(records)


if __name__ == "__main__":
    world = World(int(sys.argv[1]), socket.socket(fileno=int(sys.argv[2])))
    print('"up"', flush=True)
    world.run()
