#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Names of addresses, of lists and of prefixes: what DNS says against kdig, what libc says
against Python's caller of the same libc, and whether each name leads back."""
import os
import re
import socket
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
import dns_lab
import dns_zones
import lab
from checks import contains, equal, test, true
from screen import Screen, need_tmux

BACK, AWAY, NONE = "leads_back", "elsewhere", "no_address"
HOSTILE = r"\027[31mowned\007\226\128\174.plain.test"

ALIAS = ".0/28.2.0.192.in-addr.arpa"

# label, address, aliases, {name: (confirmation, reason)}
CASES = (
    ("a CNAME first", "192.0.2.1", ["1" + ALIAS], {"types.test": (BACK, "leads back")}),
    ("another one", "192.0.2.2", ["2" + ALIAS], {"types.test": (BACK, "leads back")}),
    ("a CNAME, then a name of another address", "192.0.2.3", ["3" + ALIAS],
     {"www.plain.test": (AWAY, "leads to 192.0.2.11 instead")}),
    ("a CNAME to no name", "192.0.2.6", ["6" + ALIAS], {}),
    ("a name that leads back", "192.0.2.10", [], {"plain.test": (BACK, "leads back")}),
    ("two names, one does not exist", "192.0.2.11", [],
     {"www.plain.test": (BACK, "leads back"),
      "alias.plain.test": (NONE, "the name does not exist")}),
    ("a name that does not exist", "192.0.2.12", [],
     {"nosuch.plain.test": (NONE, "the name does not exist")}),
    ("control characters", "192.0.2.13", [],
     {HOSTILE: (NONE, "the name does not exist")}),
    ("a record, but no name", "192.0.2.14", [], {}),
    ("an A-label", "192.0.2.15", [],
     {"xn--fa-hia.types.test": (AWAY, "leads to 192.0.2.8 instead")}),
    ("no name", "192.0.2.200", [], {}),
    ("of the hosts file", "192.0.2.99", [], {}),
    ("IPv6 without a name", "2001:db8::1", [], {}),
    ("loopback", "127.0.0.1", [], {"localhost": (BACK, "leads back")}),
    ("IPv6 loopback", "::1", [], {"localhost": (BACK, "leads back")}),
)

# host, how many addresses are asked, the first and the last
RANGES = (
    ("192.0.2.0/28", 16, "192.0.2.0", "192.0.2.15"),
    ("192.0.2.13/28", 16, "192.0.2.0", "192.0.2.15"),
    ("192.0.2.6/32", 1, "192.0.2.6", "192.0.2.6"),
    ("192.0.2.6,192.0.2.8", 2, "192.0.2.6", "192.0.2.8"),
    ("192.0.2.6,192.0.2.6", 1, "192.0.2.6", "192.0.2.6"),
    ("2001:db8:25::/126,192.0.2.6", 5, "2001:db8:25::", "192.0.2.6"),
    ("192.0.2.0/30,192.0.2.2/31", 4, "192.0.2.0", "192.0.2.3"),
    ("192.0.0.0/16", 256, "192.0.0.0", "192.0.0.255"),
    ("2001:db8::/32", 256, "2001:db8::", "2001:db8::ff"),
)


def ask(host, *options):
    """-> (the reverse part, the exit status)."""
    document, status = asking.report("--parts", "reverse", *options, host)
    equal(document["unfinished"], [], host)
    return document["reverse"], status


def kdig_names(address):
    """-> the set of PTR names, as another client has it."""
    done = subprocess.run(["kdig", "@" + dns_zones.RESOLVER, "+noall", "+answer", "+noidn",
                           "-x", address], stdout=subprocess.PIPE, text=True, check=True)
    fields = [line.split() for line in done.stdout.splitlines() if line]
    return {re.sub(r"\\(\D)", r"\1", f[4].rstrip(".")) for f in fields if f[3] == "PTR"}


def libc_name(address):
    """-> what libc says, None: no name."""
    try:
        return socket.getnameinfo((address, 0), socket.NI_NAMEREQD)[0]
    except socket.gaierror:
        return None


def check_libc(entry):
    """libc's name is Python's, and how it stands to DNS's is said."""
    name, names = libc_name(entry["address"]), entry["names"]
    equal(entry["libc_name"], name, entry["address"])
    wanted = ("same" if (name in names if names else name is None) else
              "other" if names and name else "libc_only" if name else "dns_only")
    equal(entry["libc_agrees"], wanted, entry["address"])


@test
def each_address_has_its_names_and_reasons(_):
    for label, address, aliases, names in CASES:
        checks_of = f"{label}: {address}"
        entry, = ask(address)[0]
        equal(entry["name"], socket_reverse_name(address), checks_of)
        equal(entry["aliases"], aliases, checks_of)
        equal(dict(zip(entry["names"], zip(entry["confirmations"], entry["reasons"]))), names,
              checks_of)
        if "hosts file" not in label and ":" not in address:
            equal(set(entry["names"]), kdig_names(address), checks_of)
        back = any(confirmation == BACK for confirmation, _ in names.values())
        equal(entry["forward_confirmed"], back if names else None, checks_of)
        check_libc(entry)


def socket_reverse_name(address):
    """The name under in-addr.arpa or ip6.arpa, made another way."""
    if ":" in address:
        digits = socket.inet_pton(socket.AF_INET6, address).hex()
        return ".".join(reversed(digits)) + ".ip6.arpa"
    return ".".join(reversed(address.split("."))) + ".in-addr.arpa"


@test
def a_range_asks_for_all_its_addresses(_):
    for host, count, first, last in RANGES:
        entries, _ = ask(host)
        found = [entry["address"] for entry in entries]
        equal((len(found), found[0], found[-1]), (count, first, last), host)
        equal(len(set(found)), count, host)


@test
def a_prefix_says_of_each_address_what_the_address_alone_says(_):
    entries, status = ask("192.0.2.0/28")
    equal(status, 0)
    for entry in entries:
        equal(set(entry["names"]), kdig_names(entry["address"]), entry["address"])
        check_libc(entry)
        alone, = ask(entry["address"])[0]
        for what in ("aliases", "outcome", "libc_name"):
            equal(entry[what], alone[what], f"{entry['address']}: {what}")
        for what in ("names", "reasons"):  # a resolver turns equal records round
            equal(sorted(entry[what]), sorted(alone[what]), f"{entry['address']}: {what}")


@test
def the_time_to_live_is_the_shortest_of_the_names(_):
    entry, = ask("192.0.2.11")[0]
    true(3590 <= entry["ttl_s"] <= 3600, entry)
    entry, = ask("192.0.2.6")[0]
    equal(entry["ttl_s"], None)


@test
def of_a_range_nothing_but_names_is_asked(_):
    done = asking.run("--parts", "dns", "-r", "192.0.2.0/28")
    equal(done.returncode, 2)
    contains(done.stderr, "of a range of addresses only the part reverse can be asked")
    document, _ = asking.report("192.0.2.0/30")
    equal([name for name in ("system", "dns", "mail", "services") if document[name]], [])
    text = asking.run("-r", "192.0.2.0/30").stdout
    contains(text, "3 of 4 have a name")
    contains(text, "1.2.0.192.in-addr.arpa  CNAME  1.0/28.2.0.192.in-addr.arpa")


@test
def what_is_no_range_is_a_name_or_an_address(_):
    entries, _ = ask("192.0.2.6/x")
    equal([entry["address"] for entry in entries], ["192.0.2.6"])
    for host in ("192.0.2.6/33", "192.0.2.0/28,types.test", "192.0.2.1,300.1.1.1"):
        done = asking.run("-r", host)
        equal(done.returncode, 2, host)
        contains(done.stderr, "is no list of addresses", host)


@test
def a_server_that_is_silent_leaves_the_names_unknown(_):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.77", 53))
        entries, status = ask("192.0.2.0/30", "-s", "127.0.0.77", "-T", "1")
    equal({entry["outcome"] for entry in entries}, {"timed_out"})
    equal({entry["forward_confirmed"] for entry in entries}, {None})
    equal(status, 3)


@test
def a_closed_port_is_not_a_missing_name(_):
    entries, status = ask("192.0.2.0/30", "-s", "127.0.0.78")
    equal({entry["outcome"] for entry in entries}, {"refused"})
    equal(status, 3)


@test
def nothing_raw_comes_out(_):
    for options in (("-r",), ("-o", "csv")):
        text = asking.run(*options, "192.0.2.0/28").stdout
        bad = [c for c in text if (ord(c) < 32 and c not in "\r\n") or 127 <= ord(c) < 160
               or c in "\u202e\u2066"]
        equal(bad, [], options)
        contains(text, HOSTILE)


@test
def the_dashboard_shows_a_range(_):
    need_tmux()
    with Screen(120, 40) as screen:
        screen.run(f"clear; '{asking.BINARY}' 192.0.2.0/28")
        text = screen.wait_for("10 of 16 have a name", "4 lead back  ·  6 do not",
                               "PTR of 16 addresses",
                               "▲ leads to 192.0.2.11 instead")
        true("getaddrinfo(" not in text, "of a range there is no call")
        screen.keys("Down", "d")
        screen.wait_for("RFC 2317", "1.0/28.2.0.192.in-addr.arpa")


if __name__ == "__main__":
    dns_lab.need_tools()
    lab.enter()
    asking.need_binary()
    ROOM = dns_lab.DnsLab()
    ROOM.set_file("/etc/hosts", "127.0.0.1 localhost\n::1 localhost\n"
                  "192.0.2.99 onlyfile.plain.test\n")
    checks.run(ROOM)
