#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The demo stays on this machine: in a namespace where every address is routed to a wire that
this program listens on, all parts are asked, and the wire carries nothing."""
import os
import select
import socket
import struct
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
import lab
from checks import contains, equal, skip, test, true

ETH_P_ALL = 3
# What the kernel says on a wire by itself: ICMPv6, and multicast listener reports.
KERNELS_OWN = (0, 58)
NAMES = (("mit.edu", "www"), ("example.org", "https"), ("post.test", "smtp"),
         ("broken6.race.test", "www"), ("eight.race.test", "www"), ("nosuch.fault.test", "80"),
         ("iana.org", "8080"), ("192.0.43.8", "www"), ("203.0.113.77", "22"),
         ("hostile.fault.test", "www"))


class Wired(lab.Room):
    """A room with one wire to the world, that takes every packet without asking who is there."""

    def set_network(self):
        for command in ("link set lo up", "link add wire type veth peer name far",
                        "link set wire arp off up", "link set far arp off up",
                        "addr add 198.18.7.1/32 dev wire",
                        "-6 addr add fd00:7::1/128 dev wire nodad",
                        "route add default dev wire", "-6 route add default dev wire"):
            subprocess.run(["ip", *command.split()], check=True)


class Wire:
    """Whom the packets on the wire are meant for, since it was opened."""

    def __init__(self):
        self.socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
        self.socket.bind(("far", 0))

    def strangers(self):
        """-> the addresses."""
        found = set()
        while select.select([self.socket], [], [], 0.2)[0]:
            frame = self.socket.recv(65535)
            kind, packet = struct.unpack("!H", frame[12:14])[0], frame[14:]
            if kind == 0x0800:
                found.add(socket.inet_ntop(socket.AF_INET, packet[16:20]))
            elif kind != 0x86dd:
                found.add(f"ethertype {kind:#x}")
            elif not (packet[6] in KERNELS_OWN and packet[24] == 0xff):
                found.add(socket.inet_ntop(socket.AF_INET6, packet[24:40]))
        return found


def all_parts():
    """The names of all parts, as the program lists them."""
    told = asking.run("-r", "--parts", "nonsense", "x").stderr
    names = told.split("use ", 1)[1].split("\n", 1)[0].replace(" ", "")
    true(len(names.split(",")) > 20, names)
    return names


@test
def wire_tells_what_leaves(_):
    wire = Wire()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"x", ("192.0.2.1", 9))
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"x", ("2001:db8::1", 9))
    equal(wire.strangers(), {"192.0.2.1", "2001:db8::1"})


@test
def demo_asked_for_all_parts_leaves_nothing(_):
    parts = all_parts()
    for host, service in NAMES:
        wire = Wire()
        done = asking.run("--demo", "-o", "json", "-T", "3", "--parts", parts, host, service)
        contains(done.stdout, '"schema"', f"{host}: {done.stderr}")
        equal(wire.strangers(), set(), host)


if __name__ == "__main__":
    asking.need_binary()
    lab.enter()
    ROOM = Wired()
    try:
        Wire()
    except PermissionError as error:
        skip(f"packets cannot be looked at here: {error}")
    checks.run(ROOM)
