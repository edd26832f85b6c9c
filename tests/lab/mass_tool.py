# SPDX-License-Identifier: MIT
"""A name server with many names, seen over a path that loses and delays (udp_relay), and the
figures that a program prints of its asking there. For the tests and the bench."""
import os
import socket
import subprocess
import time

KNOT = """server:
    rundir: "{directory}"
    listen: 127.0.0.1@{port}
    udp-workers: 1
    tcp-workers: 1
    background-workers: 1
database:
    storage: "{directory}"
log:
  - target: stderr
    any: error
zone:
  - domain: bench.test
    file: "{directory}/many.zone"
    zonefile-sync: -1
    zonefile-load: whole
    journal-content: none
"""


def free_port():
    """A port where nobody listens, neither by UDP nor by TCP."""
    while True:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp, \
                socket.socket() as tcp:
            udp.bind(("127.0.0.1", 0))
            try:
                tcp.bind(udp.getsockname())
            except OSError:
                continue
            return udp.getsockname()[1]


def write_zone(path, count):
    """n0.bench.test and so on, each with one address of each family."""
    with open(path, "w", encoding="ascii") as file:
        file.write("$ORIGIN bench.test.\n$TTL 3600\n@ SOA ns h 1 3600 600 86400 300\n@ NS ns\n"
                   "ns A 127.0.0.1\n")
        for i in range(count):
            file.write(f"n{i} A 10.{i >> 16 & 255}.{i >> 8 & 255}.{i & 255}\n"
                       f"n{i} AAAA 2001:db8::{i >> 16:x}:{i & 0xffff:x}\n")


class Server:
    """A process that listens on a port of its own; for `with`."""

    def __init__(self, argv, port, processor=None):
        self.port = port
        pinned = ["taskset", "-c", str(processor)] if processor is not None else []
        self.process = subprocess.Popen([*pinned, *argv], stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.process.terminate()
        self.process.wait()

    def wait(self):
        """Until it answers a question."""
        query = b"\0\1\1\0\0\1\0\0\0\0\0\0\2n0\5bench\4test\0\0\1\0\1"
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
            asker.settimeout(0.05)
            asker.connect(("127.0.0.1", self.port))
            for _ in range(200):
                try:
                    asker.send(query)
                    if asker.recv(512)[3] & 15 == 0:
                        return self
                except OSError:
                    time.sleep(0.02)
        raise RuntimeError("a name server did not start")


def knot(directory, count, processor=None, port=None):
    """knot with so many names, on a port of its own unless one is named."""
    port = port or free_port()
    write_zone(os.path.join(directory, "many.zone"), count)
    configuration = os.path.join(directory, "many.conf")
    with open(configuration, "w", encoding="ascii") as file:
        file.write(KNOT.format(directory=directory, port=port))
    return Server(["knotd", "-c", configuration], port, processor).wait()


def relay(program, behind=None, delay_ms=0, lost_per_mille=0, processor=None, port=None):
    """A path to a server; without one the relay answers by itself."""
    port = port or free_port()
    argv = [program, str(port), str(behind.port if behind else 0), str(delay_ms),
            str(lost_per_mille)]
    return Server(argv, port, processor).wait()


def figures(text):
    """`name=number` words as a dictionary."""
    return {word.split("=")[0]: float(word.split("=")[1]) for word in text.split()}


def run(argv, processor=None, environment=None):
    """The figures that a program prints."""
    pinned = ["taskset", "-c", str(processor)] if processor is not None else []
    done = subprocess.run([*pinned, *argv], capture_output=True, text=True, check=False,
                          timeout=120, env={**os.environ, **(environment or {})})
    return figures(done.stdout)
