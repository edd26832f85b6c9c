#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The order of the ten rules against the real getaddrinfo: random mixed sets of addresses, in
networks and with gai.conf files that make every rule decide. A source of the hosts: line of
our own (nss_gslab) gives each set in a known order, scoped addresses included; libc sorts
it; order_all computes what should come out."""
import fcntl
import ipaddress
import os
import random
import struct
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
import lab
from checks import Failed, test

BUILD = os.path.join(os.environ.get("GS_BUILD", ""), "tests/e2e")
ORDER_ALL = os.path.join(BUILD, "order_all")
SETS_EACH = 250
TUNSETIFF, TUNSETLINK, IFF_TUN_NO_PI, ARPHRD_SIT = 0x400454ca, 0x400454cd, 0x1001, 776

# Asks for every name in one process, as a program does: gai.conf is read once.
ASKER = """
import socket, sys
for line in sys.stdin:
    name = line.split()[0]
    found = socket.getaddrinfo(name, 80, 0, socket.SOCK_STREAM)
    print(*[address if not rest[1:] or not rest[1]
            else address + "%" + socket.if_indextoname(rest[1])
            for (address, port, *rest) in (row[4] for row in found)])
"""

RICH = """addr add 10.0.0.7/24 dev v0
addr add 192.0.2.7/28 dev v0
addr add 198.51.100.77/25 dev v0 valid_lft 9999 preferred_lft 0
addr add 100.64.1.7/10 dev w0
addr add 169.254.9.7/16 dev w0
-6 addr add fe80::7/64 dev v0 nodad
-6 addr add fe80::8/64 dev w0 nodad
-6 addr add 2001:db8:0:1::7/64 dev v0 nodad
-6 addr add 2001:db8:0:2::7/64 dev v0 nodad valid_lft 9999 preferred_lft 0
-6 addr add 2001:db8:5::7/64 dev w0 nodad
-6 addr add fd12:3456:789a::7/48 dev v0 nodad
-6 addr add 2002:c000:207::7/48 dev w0 nodad
-6 addr add fec0::7/64 dev w0 nodad
-6 addr add 2620:4f::7/32 dev w0 nodad home
route add local 203.0.113.64/26 dev lo"""
TUNNEL = """addr add 192.88.99.7/24 dev t0
-6 addr add 2a00:1::7/32 dev t0 nodad"""
V4_DEFAULT = "route add default via 10.0.0.1 dev v0"
V6_DEFAULT = "-6 route add default via fe80::1 dev v0"

LABELS = """# every kind of line
label ::1/128 0
label ::/0 1
label 2001:db8::/32 20   # the documentation's own
label 2001:db8:5::/48 21
label fc00::/7 1
label ::ffff:0:0/96 1
precedence ::1/128 50
precedence ::/0 40
precedence fc00::/7 45
precedence ::ffff:0:0/96 45
precedence ::ffff:192.0.2.0/120 60
precedence 2002::/16 41
scopev4 ::ffff:10.0.0.0/104 5
scopev4 192.0.2.0/24 2
nonsense line
precedence 10.0.0.0/8 99
precedence ::/129 99
"""
EQUAL = """precedence ::/0 30
label ::/0 3
scopev4 ::ffff:0.0.0.0/96 14
"""
SCOPES = """scopev4 ::ffff:169.254.0.0/112 2
scopev4 ::ffff:127.0.0.0/104 2
scopev4 ::ffff:10.0.0.0/104 5
scopev4 ::ffff:172.16.0.0/108 5
scopev4 ::ffff:192.168.0.0/112 5
scopev4 ::ffff:0.0.0.0/96 14
"""

# name: (what the network has, gai.conf)
SITUATIONS = {
    "several prefixes, both default routes": ((RICH, V4_DEFAULT, V6_DEFAULT), ""),
    "labels, precedences and scopes of gai.conf": ((RICH, V4_DEFAULT, V6_DEFAULT), LABELS),
    "all precedences equal": ((RICH, V4_DEFAULT, V6_DEFAULT), EQUAL),
    "no IPv6 default route, private IPv4 as site-local": ((RICH, V4_DEFAULT), SCOPES),
    "no IPv4 default route": ((RICH, V6_DEFAULT), "precedence ::ffff:0:0/96 100\n"),
    "IPv4 alone": (("addr add 10.0.0.7/24 dev v0\naddr add 192.0.2.7/28 dev v0\n"
                    "addr add 172.16.5.7/12 dev w0", V4_DEFAULT), ""),
    "unique local IPv6 and private IPv4": (
        ("addr add 192.168.1.7/24 dev v0\n-6 addr add fd12:3456:789a::7/64 dev v0 nodad\n"
         "-6 addr add fe80::7/64 dev v0 nodad",
         "route add default via 192.168.1.1 dev v0", V6_DEFAULT), ""),
}

NETS_V4 = ("10.0.0.0/24", "10.0.0.0/8", "192.0.2.0/28", "192.0.2.0/24", "198.51.100.0/25",
           "203.0.113.0/24", "100.64.0.0/10", "172.16.0.0/12", "192.168.1.0/24",
           "169.254.0.0/16", "127.0.0.0/8", "8.8.0.0/16", "93.184.0.0/16", "224.0.0.0/8",
           "192.88.99.0/24")
NETS_V6 = ("2001:db8:0:1::/64", "2001:db8:0:2::/64", "2001:db8:5::/64", "2001:db8::/32",
           "fd12:3456:789a::/64", "fd12:3456:789a::/48", "fc00::/7", "2002:c000:207::/48",
           "2002::/16", "2001::/32", "2600:1400::/28", "2a00::/16", "fec0::/64", "fec0::/10",
           "::ffff:192.0.2.0/120", "::ffff:10.0.0.0/104", "64:ff9b::/96", "3ffe::/16",
           "::/112", "ff0e::/16", "ff02::/16", "::1/128", "3fff::/20", "2620:4f::/32", "2a00:1::/32")


class World(lab.Room):
    """Two interfaces and own files, and nobody who answers: nothing is ever sent."""

    def __init__(self):
        super().__init__({"/etc/nsswitch.conf": "hosts: gslab\n"})
        self.sets = os.path.join(self.directory, "sets")

    def set_network(self):
        for command in ("link set lo up", "link add v0 type veth peer name v1",
                        "link add w0 type veth peer name w1"):
            ip(command)
        for name in ("v0", "v1", "w0", "w1"):
            ip(f"link set {name} addrgenmode none up")
        self.tunnel = make_tunnel()

    def become(self, situation):
        """Gives the network another face."""
        network, gai_conf = SITUATIONS[situation]
        for family in ("-4", "-6"):
            for name in ("v0", "w0"):
                ip(f"{family} addr flush dev {name}")
            if self.tunnel is not None:
                ip(f"{family} addr flush dev t0")
            ip(f"{family} route flush table main")
        ip("route flush table local type local 203.0.113.64/26")
        if self.tunnel is not None and RICH in network:
            network = (*network, TUNNEL)
        for command in "\n".join(network).splitlines():
            ip(command)
        self.set_file("/etc/gai.conf", gai_conf)


def ip(command):
    """Runs ip(8)."""
    subprocess.run(["ip", *command.split()], check=True, stdin=subprocess.DEVNULL)


def make_tunnel():
    """-> a device that says it is an IPv6-in-IPv4 tunnel, None where there can be none."""
    try:
        device = os.open("/dev/net/tun", os.O_RDWR)
        fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH", b"t0", IFF_TUN_NO_PI))
        fcntl.ioctl(device, TUNSETLINK, ARPHRD_SIT)
    except OSError as error:
        print(f"rule 7 decides nothing here: no tunnel can be made: {error}")
        return None
    ip("link set t0 addrgenmode none up")
    return device


def draw_address(dice):
    """One address of a random kind."""
    if dice.random() < 0.06:
        return f"fe80::{dice.randrange(1, 0xffff):x}%{dice.choice(('v0', 'w0'))}"
    if dice.random() < 0.03:
        return f"fe80::{dice.randrange(1, 0xffff):x}"
    nets = NETS_V4 if dice.random() < 0.45 else NETS_V6
    net = ipaddress.ip_network(dice.choice(nets))
    address = net[dice.randrange(net.num_addresses)]
    text = str(address)
    mapped = getattr(address, "ipv4_mapped", None)
    return f"::ffff:{mapped}" if mapped else text


def draw_sets(seed):
    """Sets of 2 to 14 different addresses, in a random order."""
    dice = random.Random(seed)
    sets = []
    while len(sets) < SETS_EACH:
        drawn = list(dict.fromkeys(draw_address(dice)
                                   for _ in range(dice.randrange(2, 15))))
        if len(drawn) > 1:
            sets.append(drawn)
    return sets


def ask_libc(world, sets):
    """-> each set in libc's order."""
    lines = "".join(f"set{i}.test {' '.join(drawn)}\n" for i, drawn in enumerate(sets))
    with open(world.sets, "w", encoding="utf-8") as file:
        file.write(lines)
    environment = dict(os.environ, GS_LAB_SETS=world.sets, LD_LIBRARY_PATH=BUILD)
    done = subprocess.run([sys.executable, "-c", ASKER], input=lines, env=environment,
                          stdout=subprocess.PIPE, encoding="utf-8", check=True)
    return [line.split() for line in done.stdout.splitlines()]


def compute(table, sets, real):
    """-> (each set in the computed order, the pair that contradicts libc's order or '', the
    rules that decide)."""
    lines = "".join(f"{' '.join(a)}\t{' '.join(b)}\n" for a, b in zip(sets, real))
    done = subprocess.run([ORDER_ALL, table], input=lines, stdout=subprocess.PIPE,
                          encoding="utf-8", check=True)
    pairs = [line.split("\t") for line in done.stdout.splitlines()]
    return [(pair[0].split(), pair[1], pair[2].split()) for pair in pairs]


def disagreements(world, situation, table, seed):
    """-> (a text for each set that libc and the rules order differently, the rules that
    decided)."""
    world.become(situation)
    sets = draw_sets(seed)
    real = ask_libc(world, sets)
    checks.equal(len(real), len(sets), "answers of libc")
    out, rules = [], set()
    for given, libc, (computed, wrong, decided) in zip(sets, real, compute(table, sets, real)):
        if sorted(given) != sorted(libc):
            raise Failed(f"libc was given {given} and gave {libc}")
        rules.update(decided)
        if computed != libc or wrong:
            out.append(f"{situation}\n  given    {' '.join(given)}\n  libc     "
                       f"{' '.join(libc)}\n  computed {' '.join(computed)}\n  {wrong}")
    return out, rules


def agree(world, situation):
    """Every set comes out as computed."""
    found, rules = disagreements(world, situation, "file", situation)
    ALL_RULES.update(rules)
    if found:
        raise Failed(f"{len(found)} of {SETS_EACH} sets differ\n" + "\n".join(found[:5]))
    print(f"{SETS_EACH} sets agree, decided by rules {' '.join(sorted(rules, key=int))}")


ALL_RULES = set()


def define(situation):
    """A test for one situation."""
    def body(world):
        agree(world, situation)
    words = situation.replace(",", "").replace("4", "_four").replace("6", "_six")
    body.__name__ = "libc_agrees_with_" + "_".join(
        words.replace(".", "_").replace("-", "_").split())
    return test(body)


for name_of_situation in SITUATIONS:
    define(name_of_situation)


@test
def every_rule_has_decided_somewhere(world):
    """Nothing of the agreement is by chance: each rule was needed."""
    if len(ALL_RULES) == 0:
        checks.skip("run alone")
    wanted = {str(rule) for rule in range(1, 11)} - (set() if world.tunnel else {"7"})
    checks.equal(wanted - ALL_RULES, set(), "rules that never decided")


@test
def another_table_is_found_out(world):
    """The comparison can fail: RFC 6724's table is not glibc's, and gai.conf matters."""
    first = next(iter(SITUATIONS))
    found, _ = disagreements(world, first, "rfc6724", 1)
    print(f"{len(found)} of {SETS_EACH} sets show it")
    checks.equal(len(found) > SETS_EACH // 10, True, "sets that show another table")
    found, _ = disagreements(world, "labels, precedences and scopes of gai.conf", "builtin", 1)
    checks.equal(len(found) > SETS_EACH // 10, True, "sets that show another file")


@test
def the_program_tells_libc_s_order_and_its_rules(world):
    """The whole program, once: libc's order, no contradiction, a rule between each two."""
    asking.need_binary()
    world.become("labels, precedences and scopes of gai.conf")
    sets = draw_sets(3)[:3]
    for number, libc in enumerate(ask_libc(world, sets)):
        document, status = asking.report(
            "--parts", "order", f"set{number}.test",
            env={"GS_LAB_SETS": world.sets, "LD_LIBRARY_PATH": BUILD,
                 "ASAN_OPTIONS": "detect_leaks=0"})
        order = document["order"]
        checks.equal(status, 0, "exit status")
        checks.equal([row["address"] for row in order["addresses"]], libc, "order")
        checks.equal((order["sorted"], order["contradicts"]), (True, False), "verdict")
        checks.equal([row["rule"] is None for row in order["addresses"]],
                     [False] * (len(libc) - 1) + [True], "rules between them")
        checks.equal(order["policy"]["errors"][0]["line"], LABELS.splitlines().index(
            "nonsense line") + 1, "the first line that libc ignores")


@test
def an_order_that_breaks_the_rules_is_found_out(world):
    """libc's order turned round contradicts some pair of neighbours."""
    world.become(next(iter(SITUATIONS)))
    sets = draw_sets(2)
    real = [list(reversed(libc)) for libc in ask_libc(world, sets)]
    found = [wrong for _, wrong, _ in compute("file", sets, real) if wrong]
    checks.equal(len(found) > SETS_EACH // 2, True, "sets with a contradiction")


if __name__ == "__main__":
    lab.enter()
    if not os.access(ORDER_ALL, os.X_OK):
        checks.skip(f"order_all is not built: GS_BUILD is '{os.environ.get('GS_BUILD', '')}'")
    checks.run(World())
