# SPDX-License-Identifier: MIT
"""Two kernels for the race of the families: the client's namespace, where the program runs,
and the servers' (race_world.py), joined by a way on which every address is as far away as a
scene says, or out of reach.

    192.0.2.7, 2001:db8::7           the client, on tun0, with a default route of each family
    198.51.100.0/24, 203.0.113.0/24  servers
    2001:db8:100::/40                servers
    127.0.0.1:53                     the name server of the scene

The kernel of the client gives a silent address up after three seconds, not two minutes.
"""
import json
import os
import socket
import subprocess
import sys
import threading
import time

import lab
from checks import Failed, skip

GIVES_UP_S = 3
SYSCTLS = {"net/ipv4/tcp_syn_retries": "1", "net/ipv6/conf/all/accept_dad": "0",
           "net/ipv6/conf/default/accept_dad": "0"}
# What a process that is not late at all may still be off: the work of the calls themselves.
CALM_S = 0.010
# Above it a measurement says nothing: the machine had no time for the lab.
NOISY_S = 0.045
TRIES = 20


def v4(number):
    """A server's address."""
    return f"198.51.100.{number}"


def v6(number):
    """A server's address."""
    return f"2001:db8:100::{number:x}"


def server(rtt_ms=0, ports=(80,), **more):
    """What an address does. Takes: ports, or {port: banner}; none: all are refused."""
    ports = ports if isinstance(ports, dict) else {port: "" for port in ports}
    return {"rtt_ms": rtt_ms, "ports": ports, **more}


def refuses(rtt_ms=0):
    """Nobody listens, and the kernel says so."""
    return server(rtt_ms, ())


def hole():
    """Nothing ever comes back."""
    return server(0, (), hole=True)


def host(four=(), six=(), four_late_ms=0, six_late_ms=0):
    """A name. Takes: its addresses; when they are answered, None: never."""
    return {"A": [four_late_ms, list(four)], "AAAA": [six_late_ms, list(six)]}


class Witness:
    """Measures in the client's namespace how late a process wakes while others work."""

    def __init__(self):
        self.late_s, self.ends = 0.0, threading.Event()
        self.thread = threading.Thread(target=self._watch)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ends.set()
        self.thread.join()

    def _watch(self):
        while not self.ends.is_set():
            before = time.monotonic()
            time.sleep(0.002)
            self.late_s = max(self.late_s, time.monotonic() - before - 0.002)


class RaceLab(lab.Room):
    """The client's namespace, and the world beyond it."""

    def __init__(self):
        super().__init__({"/etc/resolv.conf": "nameserver 127.0.0.1\n"
                                              "options timeout:2 attempts:1\n",
                          "/etc/hosts": "127.0.0.1 localhost\n::1 localhost\n"})
        names = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        names.bind(("127.0.0.1", 53))
        descriptors = (self.tun, names.fileno())
        program = os.path.join(os.path.dirname(os.path.abspath(__file__)), "race_world.py")
        self.world = subprocess.Popen(
            ["unshare", "-n", sys.executable, program, *map(str, descriptors)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, pass_fds=descriptors)
        self.servers.append(self.world)
        if self.world.stdout.readline().strip() != '"up"':
            skip("the second namespace cannot be furnished")
        os.close(self.tun)
        names.close()

    def set_network(self):
        """One device leads to all the world."""
        for name, value in SYSCTLS.items():
            with open(f"/proc/sys/{name}", "w", encoding="ascii") as file:
                file.write(value)
        if not os.path.exists("/dev/net/tun"):
            skip("there is no /dev/net/tun")
        import race_world
        self.tun = race_world.open_tun("tun0")
        for command in ("link set lo up", f"addr add {lab.ADDRESS}/24 dev tun0",
                        "link set tun0 up",
                        f"-6 addr add {lab.ADDRESS_V_SIX}/64 dev tun0 nodad"):
            self.ip(command)
        self.ip("route add default dev tun0")
        self.ip("-6 route add default dev tun0")

    @staticmethod
    def ip(command):
        """Runs a command of ip(8) in the client's namespace."""
        subprocess.run(["ip", *command.split()], check=True)

    def _say(self, what):
        self.world.stdin.write(json.dumps(what) + "\n")
        self.world.stdin.flush()
        line = self.world.stdout.readline()
        if not line:
            raise Failed("the servers' side has ended")
        return json.loads(line)

    def set_scene(self, names, addresses):
        """The names and addresses there are from now on."""
        self._say({"names": names, "addresses": addresses})

    def happened(self):
        """-> what happened since the scene began, and how late the world was."""
        return self._say("log")


def measured(room, names, addresses, action):
    """Sets a scene and does something in it; again where the machine had no time for it.
    -> what it gave, the log, and the tolerance of its times in seconds: what the two sides
    of the lab were late themselves, and CALM_S."""
    for _ in range(TRIES):
        room.set_scene(names, addresses)
        with Witness() as witness:
            result = action()
        log = room.happened()
        tolerance_s = CALM_S + log["late_s"] + witness.late_s
        if tolerance_s < NOISY_S:
            return result, log, tolerance_s
        print(f"  (noisy: {tolerance_s * 1000:.0f} ms, measured again)", flush=True)
        time.sleep(1)
    raise Failed(f"the machine is too busy to measure: {tolerance_s * 1000:.0f} ms")
