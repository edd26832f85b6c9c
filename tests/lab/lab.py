# SPDX-License-Identifier: MIT
"""A private network for one test program: its own namespaces (user, mount, network, host
name), its own resolv.conf, hosts, nsswitch.conf and gai.conf, and real name servers with the
zones of the demo.

    127.0.0.1:53     knot, the zones of src/demo/demo.zone
    127.0.0.2:5300   knot, the same, but iana.org has other addresses; [::1]:5300 too
    127.0.0.3:53     takes questions and never answers
    127.0.0.4:53     nobody listens
    127.0.0.5:53     answers SERVFAIL to everything

Both families have a global source address, and every address is routed (to nowhere).
"""
import atexit
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

from checks import skip

INSIDE = "GS_LAB_INSIDE"
HOST_NAME = "atlas"
ADDRESS, ADDRESS_V_SIX = "192.0.2.7", "2001:db8::7"
SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ZONE_FILE = os.path.join(SOURCE, "src/demo/demo.zone")
TOOLS = ("unshare", "ip", "mount", "knotd")

FILES = {
    "/etc/resolv.conf": "nameserver 127.0.0.1\n",
    "/etc/hosts": f"""127.0.0.1 localhost
::1 localhost ip6-localhost
{ADDRESS} {HOST_NAME}.demo.test {HOST_NAME}
192.0.2.99 onlyfile.demo.test
""",
    "/etc/nsswitch.conf": "hosts: files dns\nservices: files\nprotocols: files\n",
    "/etc/gai.conf": "# libc's own table\n",
}

KNOT = """server:
    rundir: "{directory}"
    listen: [{listen}]
    udp-workers: 1
    tcp-workers: 1
    background-workers: 1
database:
    storage: "{directory}"
log:
  - target: stderr
    any: warning
template:
  - id: default
    storage: "{directory}"
    zonefile-sync: -1
    zonefile-load: whole
    journal-content: none
zone:
"""


def enter():
    """Goes on inside a private namespace, or skips the program where that is forbidden."""
    os.environ["PATH"] += ":/usr/local/sbin:/usr/sbin:/sbin"
    if INSIDE in os.environ:
        return
    for tool in TOOLS:
        if not shutil.which(tool):
            skip(f"{tool} is not installed")
    reason = ""
    for flags in (["-Urnmupf", "--mount-proc", "--kill-child"], ["-Urnmu"]):
        tried = subprocess.run(["unshare", *flags, "true"], stderr=subprocess.PIPE, text=True)
        if tried.returncode == 0:
            os.environ[INSIDE] = "1"
            os.execvp("unshare", ["unshare", *flags, sys.executable, *sys.argv])
        reason = tried.stderr.strip()
    skip(f"private namespaces are forbidden here: {reason}")


def zones(text):
    """Splits a zone file at its $ORIGIN lines: [(origin, text)]."""
    parts = re.split(r"(?m)^(?=\$ORIGIN )", text)
    return [(part.split()[1], "$TTL 3600\n" + part) for part in parts[1:]]


class Room:
    """A furnished namespace and the servers that run in it; ended at exit."""

    def __init__(self, files=None):
        self.directory = tempfile.mkdtemp(prefix="gaiscope-lab.")
        self.files = {**FILES, **(files or {})}
        self.servers = []
        self.log = None
        atexit.register(self.close)
        try:
            self.set_network()
            self._set_files()
        except (OSError, subprocess.CalledProcessError) as error:
            skip(f"the namespace cannot be furnished: {error}")
        socket.sethostname(HOST_NAME)

    def set_network(self):
        """Gives lo a global address of each family, and routes every address to it."""
        for command in ("link set lo up",
                        f"addr add {ADDRESS}/32 dev lo",
                        f"-6 addr add {ADDRESS_V_SIX}/128 dev lo",
                        "route add default dev lo",
                        "-6 route add default dev lo"):
            subprocess.run(["ip", *command.split()], check=True)

    def _set_files(self):
        os.environ["HOME"] = os.path.join(self.directory, "home")
        os.mkdir(os.environ["HOME"])
        for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "NO_COLOR",
                     "RES_OPTIONS", "LOCALDOMAIN", "HOSTALIASES"):
            os.environ.pop(name, None)
        os.environ["LC_ALL"] = "C.UTF-8"
        for path, text in self.files.items():
            if os.path.exists(path):
                self.set_file(path, text)
            elif path != "/etc/gai.conf":  # without the file libc has its own table too
                skip(f"{path} does not exist, so that nothing can be mounted over it")

    def set_file(self, path, text):
        """Gives a file of /etc another text, for this namespace alone."""
        inside = os.path.join(self.directory, os.path.basename(path))
        fresh = not os.path.exists(inside)
        with open(inside, "w", encoding="utf-8") as file:
            file.write(text)
        if fresh:
            subprocess.run(["mount", "--bind", inside, os.path.realpath(path)], check=True)

    def restore_file(self, path):
        """Gives a file its text of the lab back."""
        self.set_file(path, self.files[path])

    def start(self, name, command):
        """Starts a server; its log is shown where it does not answer."""
        self.log = open(os.path.join(self.directory, f"{name}.log"), "w+", encoding="utf-8")
        self.servers.append(subprocess.Popen(command, stdout=self.log, stderr=self.log))

    def wait_for(self, address, port, origins):
        """Zones are loaded one by one: each must answer."""
        end = time.monotonic() + 20
        for origin in origins:
            while not answers(address, port, origin):
                if time.monotonic() > end or any(s.poll() is not None for s in self.servers):
                    self.log.seek(0)
                    raise SystemExit(f"there is no zone {origin} at {address}:{port}\n"
                                     + self.log.read())

    def close(self):
        """Ends the servers and removes the files."""
        for server in self.servers:
            server.kill()
            server.wait()
        shutil.rmtree(self.directory, ignore_errors=True)


class Lab(Room):
    """The zones of the demo, and servers with faults."""

    def __init__(self):
        super().__init__()
        with open(ZONE_FILE, encoding="utf-8") as file:
            plain = file.read()
        other = plain.replace("192.0.43.8\n", "203.0.113.8\n").replace(
            "2001:500:88:200::8\n", "2001:db8:ffff::8\n")
        self._start_knot("first", ["127.0.0.1@53"], plain)
        self._start_knot("second", ["127.0.0.2@5300", "::1@5300"], other)
        self._start_faulty()
        origins = [origin for origin, _ in zones(plain)]
        self.wait_for("127.0.0.1", 53, origins)
        self.wait_for("127.0.0.2", 5300, origins)

    def _start_knot(self, name, listen, text):
        directory = os.path.join(self.directory, name)
        os.mkdir(directory)
        config = KNOT.format(directory=directory, listen=", ".join(listen))
        for index, (origin, zone) in enumerate(zones(text)):
            with open(f"{directory}/{index}.zone", "w", encoding="utf-8") as file:
                file.write(zone)
            config += f'  - domain: "{origin}"\n    file: "{index}.zone"\n'
        with open(f"{directory}/knot.conf", "w", encoding="utf-8") as file:
            file.write(config)
        self.start(name, ["knotd", "-c", f"{directory}/knot.conf"])

    def _start_faulty(self):
        self.silent = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.silent.bind(("127.0.0.3", 53))
        failing = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        failing.bind(("127.0.0.5", 53))
        threading.Thread(target=answer_servfail, args=(failing,), daemon=True).start()


def answer_servfail(server):
    """Gives SERVFAIL to everything, for ever."""
    while True:
        query, peer = server.recvfrom(4096)
        if len(query) >= 12:
            end = query.index(0, 12) + 5
            header = query[:2] + bytes([0x80 | query[2], 0x82, 0, 1, 0, 0, 0, 0, 0, 0])
            server.sendto(header + query[12:end], peer)


def answers(address, port, name="iana.org"):
    """Whether a name server gives a SOA record for a name."""
    labels = [label.encode() for label in name.split(".") if label]
    wire = b"".join(bytes([len(label)]) + label for label in labels)
    question = (b"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00"
                + wire + b"\x00\x00\x06\x00\x01")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.settimeout(0.05)
        client.connect((address, port))
        try:
            client.send(question)
            reply = client.recv(4096)
        except OSError:
            time.sleep(0.005)
            return False
    return len(reply) >= 12 and reply[3] & 0x0f == 0 and reply[7] == 1
