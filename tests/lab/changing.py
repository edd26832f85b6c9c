# SPDX-License-Identifier: MIT
"""A private network whose names change: one knot, told by knotc to read its zones again.

    127.0.0.1:53   knot: watch.test., down.test. and 2.0.192.in-addr.arpa.
"""
import os
import signal
import subprocess
import time

import lab

ZONES = ("watch.test", "down.test", "2.0.192.in-addr.arpa")


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
            config += f'  - domain: "{zone}"\n    file: "{zone}.zone"\n'
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

    def stop_answering(self):
        """The server is silent from now on."""
        self.servers[-1].send_signal(signal.SIGSTOP)

    def go_on(self):
        """It answers again."""
        self.servers[-1].send_signal(signal.SIGCONT)
