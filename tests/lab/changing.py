# SPDX-License-Identifier: MIT
"""A private network whose names change: one knot, told by knotc to read its zones again.

    127.0.0.1:53   knot: watch.test., down.test. and 2.0.192.in-addr.arpa.
"""
import os
import signal
import socket
import struct
import subprocess
import threading
import time

import lab

ZONES = ("watch.test", "down.test", "2.0.192.in-addr.arpa")


MX = 15


class MailTrouble:
    """A way to the server, at 127.0.0.2:53, on which questions for MX alone come to grief as
    long as `mode` says so: "servfail", "silent"; None: it is a plain relay. `with` ends it."""

    ADDRESS = "127.0.0.2"

    def __init__(self):
        self.mode = None
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind((self.ADDRESS, 53))
        self.socket.settimeout(0.2)  # so that the end is noticed
        self.is_over = False
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self.is_over = True
        self.thread.join()
        self.socket.close()

    @staticmethod
    def _end_of_question(query):
        at = 12
        while query[at] != 0:
            at += 1 + query[at]
        return at + 5

    def _answer(self, query):
        end = self._end_of_question(query)
        if self.mode is None or struct.unpack("!H", query[end - 4:end - 2])[0] != MX:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
                server.settimeout(5)
                server.sendto(query, ("127.0.0.1", 53))
                return server.recv(65535)
        if self.mode == "silent":
            return None
        return query[:2] + struct.pack("!HHHHH", 0x8182, 1, 0, 0, 0) + query[12:end]

    def _serve(self):
        while not self.is_over:
            try:
                query, asker = self.socket.recvfrom(65535)
                reply = self._answer(query)
            except socket.timeout:
                continue
            if reply is not None:
                self.socket.sendto(reply, asker)


class Changing(lab.Room):
    """The server, and the files of libc; set() changes a zone."""

    def __init__(self, zones):
        super().__init__({"/etc/hosts": "127.0.0.1 localhost\n::1 localhost\n"})
        self.serial = 1
        self.server_directory = os.path.join(self.directory, "knot")
        os.mkdir(self.server_directory)
        config = lab.KNOT.format(directory=self.server_directory, listen="127.0.0.1@53")
        for zone in ZONES:
            self._write(zone, zones.get(zone, ""))
            config += (f'  - domain: "{zone}"\n    file: "{zone}.zone"\n'
                       "    module: mod-stats\n")
        config = config.replace("zone:\n", "zone:\n", 1)
        with open(f"{self.server_directory}/knot.conf", "w", encoding="utf-8") as file:
            file.write(config)
        self.start("knot", ["knotd", "-c", f"{self.server_directory}/knot.conf"])
        self.wait_for("127.0.0.1", 53, ZONES)

    def _write(self, zone, text):
        self.serial += 1
        head = (f"$ORIGIN {zone}.\n$TTL 60\n@ SOA ns.watch.test. root.watch.test. "
                f"{self.serial} 3600 600 86400 1\n@ NS ns.watch.test.\n")
        if zone == "watch.test":
            head += "ns A 127.0.0.1\n"
        with open(f"{self.server_directory}/{zone}.zone", "w", encoding="utf-8") as file:
            file.write(head + text)

    def _control(self, *arguments):
        done = subprocess.run(["knotc", "-b", "-s", f"{self.server_directory}/knot.sock",
                               *arguments], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SystemExit(f"knotc {arguments}: {done.stdout}{done.stderr}")
        return done.stdout

    def set(self, zone, text):
        """Gives a zone other records; answers have changed when this returns."""
        self._write(zone, text)
        self._control("reload")
        lab_end = time.monotonic() + 10
        while str(self.serial) not in self._serial(zone):
            if time.monotonic() > lab_end:
                raise SystemExit(f"{zone} was not read again")
            time.sleep(0.01)

    def _serial(self, zone):
        done = subprocess.run(["kdig", "@127.0.0.1", "+short", "+timeout=1", zone, "SOA"],
                              capture_output=True, text=True, check=False)
        return done.stdout.split()

    def forget(self, zone):
        """The server has the zone no more: SERVFAIL for its names."""
        self._control("-f", "zone-purge", "+expire", "+zonefile", "+journal", zone)

    def asked(self, zone):
        """How many questions the server has got about names of a zone."""
        counters = self._control("zone-stats", zone, "mod-stats.request-protocol")
        return sum(int(line.rsplit("=", 1)[1]) for line in counters.splitlines())

    def stop_answering(self):
        """The server is silent from now on."""
        self.servers[-1].send_signal(signal.SIGSTOP)

    def go_on(self):
        """It answers again."""
        self.servers[-1].send_signal(signal.SIGCONT)
