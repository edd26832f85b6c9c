#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The demo stays on this machine: in a namespace where every address is routed to a wire that
this program listens on, all parts are asked, and the wire carries loopback alone."""
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

# Addresses of this machine that are not in the demo's zone.
OWN = {"198.18.7.1", "fd00:7::1"}
HERE = {"::1", *OWN}
ETH_P_ALL = 3
NAMES = (("mit.edu", "www"), ("example.org", "https"), ("post.test", "smtp"),
         ("broken6.race.test", "www"), ("eight.race.test", "www"), ("nosuch.fault.test", "80"),
         ("iana.org", "8080"), ("192.0.43.8", "www"), ("203.0.113.77", "22"),
         ("hostile.fault.test", "www"))


class Wired(lab.Room):
    """A room whose only wire is lo, to which every address is routed."""

    def set_network(self):
        for command in ("link set lo up", "addr add 198.18.7.1/32 dev lo",
                        "-6 addr add fd00:7::1/128 dev lo", "route add default dev lo",
                        "-6 route add default dev lo"):
            subprocess.run(["ip", *command.split()], check=True)


class Wire:
    """Whom the packets on lo are meant for, since it was opened."""

    def __init__(self):
        self.socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
        self.socket.bind(("lo", 0))

    def strangers(self):
        """-> the addresses that are not this machine's; how many packets there were."""
        found, count = set(), 0
        while select.select([self.socket], [], [], 0.2)[0]:
            frame = self.socket.recv(65535)
            kind, packet = struct.unpack("!H", frame[12:14])[0], frame[14:]
            count += 1
            if kind == 0x0800:
                to = socket.inet_ntop(socket.AF_INET, packet[16:20])
            elif kind == 0x86dd:
                to = socket.inet_ntop(socket.AF_INET6, packet[24:40])
            else:
                to = f"ethertype {kind:#x}"
            if to not in HERE and not to.startswith("127."):
                found.add(to)
        return found, count


def all_parts():
    """The names of all parts, as the program lists them."""
    told = asking.run("-r", "--parts", "nonsense", "x").stderr
    names = told.split("use ", 1)[1].strip().replace(" ", "")
    true(len(names.split(",")) > 20, names)
    return names


@test
def wire_tells_what_leaves(_):
    wire = Wire()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"x", ("192.0.2.1", 9))
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"x", ("2001:db8::1", 9))
    found, _count = wire.strangers()
    true({"192.0.2.1", "2001:db8::1"} <= found, found)


@test
def demo_asked_for_all_parts_leaves_nothing(_):
    parts = all_parts()
    for host, service in NAMES:
        wire = Wire()
        done = asking.run("--demo", "-o", "json", "-T", "3", "--parts", parts, host, service)
        contains(done.stdout, '"schema"', f"{host}: {done.stderr}")
        found, count = wire.strangers()
        equal(found, set(), host)
        true(count > 0, f"{host}: nothing was asked at all")


if __name__ == "__main__":
    asking.need_binary()
    lab.enter()
    try:
        Wire()
    except PermissionError as error:
        skip(f"packets cannot be looked at here: {error}")
    checks.run(Wired())
