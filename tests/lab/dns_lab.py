# SPDX-License-Identifier: MIT
"""A small Internet of names in a private namespace: real servers from the root down, signed,
and a resolver that validates.

    127.0.1.1    knot, the root, signed
    127.0.1.2    knot, test. (signed) and in-addr.arpa.
    127.0.1.3    knot, the zones below test. (types, nsec3, plain, ...); it has an identifier
                 (NSID) and knows cookies
    127.0.1.4    knot, zones whose signatures are wrong (tampered, expired), and differ.test.
                 with another content; it is named for lame.test. and half.test., too, which
                 it does not have
    127.0.1.9    nobody listens
    127.0.1.53   unbound: recursive, validates from the root's key, extended errors

resolv.conf names the resolver alone. All of them listen at port 53.
"""
import os
import re
import shutil
import subprocess
import time

import dns_zones as zones
import lab
from checks import skip

TOOLS = ("knotd", "keymgr", "unbound", "kdig")
IDENTIFIER = "child-3"
RESOLVER_IDENTIFIER = "resolver-53"

KNOT = """server:
    rundir: "{directory}"
    listen: ["{address}@53"]
    nsid: "{nsid}"
    udp-workers: 1
    tcp-workers: 1
    background-workers: 1
database:
    storage: "{directory}"
log:
  - target: stderr
    any: warning
mod-cookies:
  - id: cookies
policy:
  - id: nsec
    algorithm: ecdsap256sha256
    cds-cdnskey-publish: none
  - id: nsec3
    algorithm: ecdsap256sha256
    cds-cdnskey-publish: none
    nsec3: on
    nsec3-iterations: 0
    nsec3-salt-length: 0
template:
  - id: default
    storage: "{directory}"
    zonefile-sync: 0
    zonefile-load: whole
    journal-content: none
    semantic-checks: off
    global-module: mod-cookies/cookies
zone:
"""

UNBOUND = """server:
    interface: {address}
    port: 53
    access-control: 127.0.0.0/8 allow
    do-not-query-localhost: no
    do-ip6: no
    num-threads: 1
    module-config: "validator iterator"
    chroot: ""
    username: ""
    directory: "{directory}"
    pidfile: ""
    use-syslog: no
    logfile: ""
    verbosity: 0
    root-hints: "{directory}/root.hints"
    trust-anchor: "{anchor}"
    val-clean-additional: yes
    ede: yes
    nsid: "ascii_{nsid}"
    edns-buffer-size: 1232
    rrset-roundrobin: no
    minimal-responses: yes
    local-zone: "test." nodefault
    local-zone: "2.0.192.in-addr.arpa." nodefault
remote-control:
    control-enable: no
"""

# How each zone is signed.
SIGNED = {".": "nsec", "test": "nsec", "types.test": "nsec", "nsec3.test": "nsec3",
          "nods.test": "nsec", "wrongds.test": "nsec", "tampered.test": "nsec",
          "expired.test": "nsec"}


def need_tools():
    """Skips the program where a server or the tool to compare with is missing."""
    os.environ["PATH"] += ":/usr/local/sbin:/usr/sbin:/sbin"
    for tool in TOOLS:
        if not shutil.which(tool):
            skip(f"{tool} is not installed")


def change_signature(text):
    """Another first byte in the signature over www A: it no longer fits."""
    def other(match):
        return match[1] + ("B" if match[2] == "A" else "A")
    return re.sub(r"(?m)^(www\.\S+\s+\d+\s+RRSIG\s+A .*?\. )(.)", other, text)


def make_expired(text):
    """The signature over www A ended long ago."""
    return re.sub(r"(?m)^(www\.\S+\s+\d+\s+RRSIG\s+A \d+ \d+ \d+) \d{14} \d{14} ",
                  r"\1 20200102000000 20200101000000 ", text)


class DnsLab(lab.Room):
    """The servers, from the leaves up: a parent needs the keys of its children."""

    def __init__(self):
        super().__init__({"/etc/resolv.conf": f"nameserver {zones.RESOLVER}\n",
                          "/etc/hosts": "127.0.0.1 localhost\n::1 localhost\n"})
        self._start_children()
        self._start_top()
        anchor = self._start_root()
        self._start_resolver(anchor)

    def _start_children(self):
        small = zones.SMALL_ZONE
        self.start_knot("child", zones.CHILD, {
            "types.test": zones.TYPES_ZONE, "plain.test": zones.PLAIN_ZONE,
            "differ.test": zones.DIFFER_ZONE, "half.test": small, "big.test": zones.BIG_ZONE,
            "nsec3.test": small, "nods.test": small, "wrongds.test": small,
            "tampered.test": small, "expired.test": small,
            "2.0.192.in-addr.arpa": zones.REVERSE_ZONE,
            "0/28.2.0.192.in-addr.arpa": zones.PART_ZONE})
        self.start_knot("other", zones.OTHER, {
            "differ.test": zones.DIFFER_OTHER,
            "tampered.test": change_signature(self._signed("child", "tampered.test")),
            "expired.test": make_expired(self._signed("child", "expired.test"))}, {})

    def _start_top(self):
        children = [zone for zone in SIGNED if zone.endswith(".test") and zone != "nods.test"]
        keys = {zone: self._keys("child", zone) for zone in children}
        keys["wrongds.test"] = re.sub("[0-9a-f]{64}", "ab" * 32, keys["wrongds.test"])
        self.start_knot("top", zones.TOP, {
            "test": zones.TOP_ZONE.format(ds="".join(keys.values())),
            "in-addr.arpa": zones.ARPA_ZONE})

    def _start_root(self):
        self.start_knot("root", zones.ROOT,
                        {".": zones.ROOT_ZONE.format(ds=self._keys("top", "test"))})
        return self._keys("root", ".").splitlines()[0]

    def _start_resolver(self, anchor):
        directory = self._directory("resolver")
        self._write("resolver/root.hints", f". 3600000 NS a.nic.\na.nic. 3600000 A {zones.ROOT}\n")
        self._write("resolver/unbound.conf", UNBOUND.format(
            address=zones.RESOLVER, directory=directory, anchor=anchor,
            nsid=RESOLVER_IDENTIFIER))
        self.start("resolver", ["unbound", "-d", "-c", f"{directory}/unbound.conf"])
        self.wait_for(zones.RESOLVER, 53, ["types.test"])

    def start_knot(self, name, address, contents, signed=None):
        """Starts a name server with zones: {name: text}; -> once it has them all."""
        signed = SIGNED if signed is None else signed
        directory = self._directory(name)
        config = KNOT.format(directory=directory, address=address, nsid=f"{name}-{address[-1]}")
        for index, (zone, text) in enumerate(contents.items()):
            self._write(f"{name}/{index}.zone", text)
            config += f'  - domain: "{zone}"\n    file: "{index}.zone"\n'
            if zone in signed:
                config += f"    dnssec-signing: on\n    dnssec-policy: {signed[zone]}\n"
        self._write(f"{name}/knot.conf", config)
        self.start(name, ["knotd", "-c", f"{directory}/knot.conf"])
        self.wait_for(address, 53, list(contents))
        self.files_of = getattr(self, "files_of", {})
        self.files_of[name] = {zone: f"{directory}/{index}.zone"
                               for index, zone in enumerate(contents)}

    def _directory(self, name):
        directory = os.path.join(self.directory, name)
        os.mkdir(directory)
        return directory

    def _write(self, name, text):
        with open(os.path.join(self.directory, name), "w", encoding="utf-8") as file:
            file.write(text)

    def _keys(self, name, zone):
        """The DS records of a zone."""
        done = subprocess.run(["keymgr", "-c", f"{self.directory}/{name}/knot.conf", zone, "ds"],
                              stdout=subprocess.PIPE, text=True, check=True)
        return "".join(f"{line}\n" for line in done.stdout.splitlines() if " DS " in line
                       and re.search(r" DS \d+ \d+ 2 ", line))

    def _signed(self, name, zone):
        """A zone as its server signed it: knot writes the file back."""
        end = time.monotonic() + 20
        while True:
            with open(self.files_of[name][zone], encoding="utf-8") as file:
                text = file.read()
            if "RRSIG" in text and text.rstrip().endswith("UTC"):
                return text
            if time.monotonic() > end:
                raise SystemExit(f"{zone} was not signed:\n{text}")
            time.sleep(0.01)
