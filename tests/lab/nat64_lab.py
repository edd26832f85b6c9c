# SPDX-License-Identifier: MIT
"""A network with a DNS64 that can be given another prefix at any time.

    127.0.1.1    knot: ipv4only.arpa (RFC 8880: A records alone) and test.
    127.0.1.53   unbound: asks it, and makes AAAA records up with the prefix (dns64 module);
                 without a prefix it makes none
    gs0, gs1     two ends of a cable, for addresses and routes that come and go

resolv.conf names unbound alone.
"""
import os
import shutil
import subprocess

import lab
from checks import skip

TOOLS = ("knotd", "unbound")
AUTHORITY, RESOLVER = "127.0.1.1", "127.0.1.53"

ZONES = {
    "ipv4only.arpa": """$TTL 60
@ SOA ns.test. host.test. 1 3600 600 86400 60
@ NS ns.test.
@ A 192.0.0.170
@ A 192.0.0.171
""",
    "test": """$TTL 60
@ SOA ns.test. host.test. 1 3600 600 86400 60
@ NS ns.test.
ns A 127.0.1.1
four A 192.0.2.1
both A 192.0.2.2
both AAAA 2001:db8::2
sixtofour AAAA 2002:c000:201::1
teredo AAAA 2001:0:c000:201:0:f227:3fff:fdd2
mapped AAAA ::ffff:192.0.2.1
""",
}

UNBOUND = """server:
    interface: {address}
    port: 53
    access-control: 127.0.0.0/8 allow
    do-not-query-localhost: no
    do-ip6: no
    num-threads: 1
    module-config: "{modules}iterator"
    {prefix}
    chroot: ""
    username: ""
    directory: "{directory}"
    pidfile: ""
    use-syslog: no
    logfile: ""
    verbosity: 0
    local-zone: "test." nodefault
stub-zone:
    name: "ipv4only.arpa"
    stub-addr: {authority}
stub-zone:
    name: "test"
    stub-addr: {authority}
remote-control:
    control-enable: no
"""


def need_tools():
    """Skips the program where a server is missing."""
    os.environ["PATH"] += ":/usr/local/sbin:/usr/sbin:/sbin"
    for tool in TOOLS:
        if not shutil.which(tool):
            skip(f"{tool} is not installed")


class Nat64Lab(lab.Room):
    """The name servers and the cable."""

    def __init__(self):
        super().__init__({"/etc/resolv.conf": f"nameserver {RESOLVER}\n",
                          "/etc/hosts": "127.0.0.1 localhost\n::1 localhost\n"})
        self._start_authority()
        self.resolver = None

    def set_network(self):
        """A cable in place of routes to nowhere: its routes are the tests' to set."""
        for command in ("link set lo up", "link add gs0 type veth peer name gs1",
                        "link set gs1 up", "link set gs0 up"):
            subprocess.run(["ip", *command.split()], check=True)

    def _start_authority(self):
        directory = os.path.join(self.directory, "authority")
        os.mkdir(directory)
        config = lab.KNOT.format(directory=directory, listen=f"{AUTHORITY}@53")
        for index, (origin, text) in enumerate(ZONES.items()):
            with open(f"{directory}/{index}.zone", "w", encoding="utf-8") as file:
                file.write(text)
            config += f'  - domain: "{origin}"\n    file: "{index}.zone"\n'
        with open(f"{directory}/knot.conf", "w", encoding="utf-8") as file:
            file.write(config)
        self.start("authority", ["knotd", "-c", f"{directory}/knot.conf"])
        self.wait_for(AUTHORITY, 53, list(ZONES))

    def set_prefix(self, prefix):
        """Starts the resolver anew with this prefix; "" makes no AAAA records up."""
        self.stop_resolver()
        directory = os.path.join(self.directory, "resolver")
        os.makedirs(directory, exist_ok=True)
        line = f"dns64-prefix: {prefix}" if prefix else ""
        with open(f"{directory}/unbound.conf", "w", encoding="utf-8") as file:
            file.write(UNBOUND.format(address=RESOLVER, authority=AUTHORITY, prefix=line,
                                      directory=directory, modules="dns64 " if prefix else ""))
        self.start("resolver", ["unbound", "-d", "-c", f"{directory}/unbound.conf"])
        self.resolver = self.servers[-1]
        self.wait_for(RESOLVER, 53, ["test"])

    def stop_resolver(self):
        """Ends the resolver: nobody answers."""
        if self.resolver is not None:
            self.resolver.kill()
            self.resolver.wait()
            self.servers.remove(self.resolver)
            self.resolver = None


def ip(command):
    """Runs ip(8)."""
    subprocess.run(["ip", *command.split()], check=True)
