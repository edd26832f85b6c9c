#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Mail: delivery plans of a zone with every kind of MX against what the zone says of itself and
against kdig, with a name server's faults between; what stands beside the plan; and exchanges
that are greeted, good ones and hostile ones."""
import os
import re
import socket
import struct
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
import lab
import mail_zone as zone
from checks import contains, equal, test, true, wait_until
from screen import Screen, need_tmux

TRIES = 5
BACK_END, SMTP_PORT = "127.0.0.54", 2525
FILES = {"/etc/resolv.conf": "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n"}
TYPES = {1: "A", 15: "MX", 28: "AAAA"}
ANSWERED, NOT_FOUND, _, TEMPORARY, OTHER = range(5)
STATUS = {"mx": ANSWERED, "implicit": ANSWERED, "temporary_failure": TEMPORARY,
          "nxdomain": NOT_FOUND, "none": NOT_FOUND, "null": NOT_FOUND, "invalid": OTHER}


# ---- a name server with faults in front of knot ----------------------------------------

def question_of(wire):
    """-> (name, type, where the question ends)"""
    labels, at = [], 12
    while wire[at]:
        labels.append(wire[at + 1:at + 1 + wire[at]].decode("latin-1"))
        at += 1 + wire[at]
    number = struct.unpack("!H", wire[at + 1:at + 3])[0]
    return ".".join(labels).lower(), TYPES.get(number, str(number)), at + 5


def bare_reply(wire, end, flags):
    """A message with the question alone."""
    return wire[:2] + struct.pack("!HHHHH", 0x8000 | flags, 1, 0, 0, 0) + wire[12:end]


def ask_knot(wire):
    """The whole answer, by TCP."""
    with socket.create_connection((BACK_END, 53), timeout=5) as there:
        there.sendall(struct.pack("!H", len(wire)) + wire)
        size = struct.unpack("!H", there.recv(2, socket.MSG_WAITALL))[0]
        return there.recv(size, socket.MSG_WAITALL)


def reply_to(wire, is_tcp, faults):
    """What is sent back; None: nothing."""
    name, kind, end = question_of(wire)
    fault = faults.get((name, kind))
    if fault == "silent":
        return None
    if fault in ("servfail", "refused"):
        return bare_reply(wire, end, 0x180 | (2 if fault == "servfail" else 5))
    answer = ask_knot(wire)
    if not is_tcp and (fault == "truncated" or len(answer) > 1232):
        return bare_reply(wire, end, 0x380)
    return answer


class FaultyServer:
    """UDP and TCP at 127.0.0.1:53, from knot but for the faults of the zone."""

    def __init__(self):
        self.faults = zone.faults()
        self.tcp_questions = []
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", 53))
        self.tcp = socket.create_server(("127.0.0.1", 53), backlog=64)
        threading.Thread(target=self.serve_udp, daemon=True).start()
        threading.Thread(target=self.serve_tcp, daemon=True).start()

    def serve_udp(self):
        """A thread a question: knot is asked by TCP."""
        while True:
            wire, peer = self.udp.recvfrom(4096)
            threading.Thread(target=self.answer_udp, args=(wire, peer), daemon=True).start()

    def answer_udp(self, wire, peer):
        """One question."""
        answer = reply_to(wire, False, self.faults)
        if answer:
            self.udp.sendto(answer, peer)

    def serve_tcp(self):
        """A thread a connection."""
        while True:
            client, _ = self.tcp.accept()
            threading.Thread(target=self.answer_tcp, args=(client,), daemon=True).start()

    def answer_tcp(self, client):
        """Question by question, until the client leaves: libc asks both families in one."""
        with client:
            while len(size := client.recv(2, socket.MSG_WAITALL)) == 2:
                wire = client.recv(struct.unpack("!H", size)[0], socket.MSG_WAITALL)
                self.tcp_questions.append(question_of(wire)[:2])
                answer = reply_to(wire, True, self.faults)
                if answer:
                    client.sendall(struct.pack("!H", len(answer)) + answer)


# ---- exchanges that say what their name says -------------------------------------------

EHLO = b"250-mx greets you\r\n250-SIZE 1000\r\n250-STARTTLS\r\n250 8BITMIME\r\n"
GREETINGS = {"good": b"220 good.smtp ESMTP\r\n", "notls": b"220-two lines\r\n220 here\r\n",
             "unwilling": b"554 no mail today\r\n", "garbage": b"SSH-2.0-x\r\n",
             "escapes": b"220 \x1b[31mred\x1b]0;owned\x07 \xe2\x80\xae\x9b\r\n",
             "bare": b"220 LF alone\n"}


class Exchange(threading.Thread):
    """One exchange; what it hears is kept."""

    def __init__(self, name):
        super().__init__(daemon=True)
        self.name, self.heard = name, b""
        self.server = socket.create_server((zone.smtp_address(name), SMTP_PORT))
        self.start()

    def run(self):
        while True:
            client, _ = self.server.accept()
            threading.Thread(target=self.talk, args=(client,), daemon=True).start()

    def talk(self, client):
        """One client, until it leaves."""
        with client:
            try:
                if self.greet(client):
                    self.listen(client)
            except OSError:
                pass  # the client left: that is its right

    def greet(self, client):
        """-> whether it goes on to listen."""
        if self.name == "resets":
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        if self.name in ("resets", "closes"):
            return False
        if self.name == "flood":
            while True:
                client.sendall(b"220-more and more\r\n" * 100)
        if self.name == "drips":
            for byte in b"220 slowly\r\n":
                client.sendall(bytes([byte]))
                time.sleep(0.005)
        client.sendall(GREETINGS.get(self.name, b""))
        return True

    def listen(self, client):
        """Answers EHLO and QUIT."""
        line = b""
        while True:
            byte = client.recv(1)
            if not byte:
                return
            line += byte
            if byte == b"\n":
                self.heard += line
                if line.startswith(b"EHLO") and self.name != "mute":
                    client.sendall(b"250 plain\r\n" if self.name == "notls" else
                                   EHLO.replace(b"\r", b"") if self.name == "bare" else EHLO)
                elif line.startswith(b"QUIT"):
                    client.sendall(b"221 bye\r\n")
                line = b""


class MailLab(lab.Room):
    """knot with the zone, the faults in front of it, and the exchanges."""

    def __init__(self):
        super().__init__(FILES)
        directory = os.path.join(self.directory, "mail")
        os.mkdir(directory)
        config = lab.KNOT.format(directory=directory, listen=f"{BACK_END}@53")
        config += f'  - domain: "{zone.ORIGIN}"\n    file: "mail.zone"\n'
        with open(f"{directory}/mail.zone", "w", encoding="utf-8") as file:
            file.write(zone.whole_zone())
        with open(f"{directory}/knot.conf", "w", encoding="utf-8") as file:
            file.write(config)
        self.start("mail", ["knotd", "-c", f"{directory}/knot.conf"])
        self.wait_for(BACK_END, 53, [zone.ORIGIN])
        self.faulty = FaultyServer()
        self.exchanges = {name: Exchange(name) for name in zone.SMTP if name != "refused"}


# ---- plans ------------------------------------------------------------------------------

def mail_of(host, *options):
    """-> (the mail part, the exit status)"""
    document, status = asking.report("--parts", "mail", *options, host)
    equal(document["unfinished"], [], host)
    return document["mail"], status


def shown(plan):
    """The exchanges as the zone's comments have them."""
    return [(e["preference"], e["name"], None if plan["kind"] == "null" else e["status"],
             frozenset(e["addresses"])) for e in plan["exchanges"]]


def kdig(name, kind, server="127.0.0.1"):
    """-> the data of a type's records, as another client has them."""
    done = subprocess.run(["kdig", "@" + server, "+noall", "+answer", "+noidn", "+timeout=5",
                           name, kind], stdout=subprocess.PIPE, text=True, check=False)
    fields = [line.split(None, 4) for line in done.stdout.splitlines() if line]
    return {f[4] for f in fields if len(f) == 5 and f[3] == kind}


@test
def each_plan_is_what_the_zone_says_of_itself(_):
    cases = zone.cases()
    true(len(cases) >= 40, f"only {len(cases)} cases")
    for domain, kind, exchanges in cases:
        plan, status = mail_of(domain)
        equal((plan["kind"], shown(plan)), (kind, exchanges), domain)
        usable = [e for e in exchanges if e[3]]
        if kind != "mx" or usable:
            equal(status, STATUS[kind], f"{domain}: exit status")
        else:
            true(status != ANSWERED, f"{domain}: exit status {status}")


@test
def exchanges_and_addresses_are_those_of_another_client(_):
    for domain, kind, exchanges in zone.cases():
        if kind not in ("mx", "null"):
            continue
        theirs = {(int(data.split()[0]), data.split()[1]) for data in kdig(domain, "MX")}
        ours = {(e[0], e[1] if e[1] == "." else e[1] + ".") for e in exchanges}
        equal(ours, theirs, domain)
        for _, name, status, addresses in exchanges:
            if status == "ok":
                equal(set(addresses), kdig(name, "A") | kdig(name, "AAAA"), f"{domain} {name}")


@test
def words_of_the_standard_stand_beside_what_is_wrong(_):
    for domain, words in (
            ("nullbeside", ["RFC 7505"]), ("twonulls", ["RFC 7505"]),
            ("cnametarget", ["CNAME", "RFC 2181"]), ("addresstarget", ["is an address"]),
            ("missing", ["no such name"]), ("empty", ["no address", "never falls back"]),
            ("useless", ["never falls back"]), ("loop", ["loop"]), ("chain0", ["8 CNAMEs"]),
            ("mxfail", ["SERVFAIL", 'not "no MX"']), ("mxsilent", ["no reply", 'not "no MX"']),
            ("mxrefused", ["REFUSED", 'not "no MX"']), ("implicitfail", ["A not known"]),
            ("afail", ["A not known"]), ("nothing", ["No MX record and no address"])):
        done = asking.run("-r", "--parts", "mail", zone.absolute(domain))
        text = re.sub(r"\s+", " ", done.stdout)
        for word in words:
            contains(text, word, domain)


@test
def user_names_and_literals_are_taken(_):
    plain = shown(mail_of(zone.absolute("both"))[0])
    for typed in ("user@both.mail.test", "user@BOTH.Mail.Test", '"a b"@both.mail.test',
                  '"a@b"@both.mail.test', "a+b=c@both.mail.test", "mailto:user@both.mail.test",
                  "both.mail.test."):
        plan, status = mail_of(typed)
        equal((plan["kind"], [e[0:1] + e[2:] for e in shown(plan)], status),
              ("mx", [e[0:1] + e[2:] for e in plain], ANSWERED), typed)
    for typed, address in (("user@[192.0.2.1]", "192.0.2.1"),
                           ("user@[IPv6:2001:db8::1]", "2001:db8::1"),
                           ("user@[ipv6:2001:db8::1]", "2001:db8::1")):
        plan, _ = mail_of(typed)
        equal((plan["kind"], shown(plan)),
              ("implicit", [(0, address, "ok", frozenset([address]))]), typed)
    plan, _ = mail_of("user@bücher.mail.test")
    equal((plan["domain"], plan["kind"]), ("xn--bcher-kva.mail.test", "mx"))


@test
def no_mail_domain_is_told_from_no_mail(_):
    for typed in ("192.0.2.1", "2001:db8::1", ".", "host.onion", "localhost"):
        plan, _ = mail_of(typed)
        equal((plan["kind"], plan["exchanges"]), ("invalid", []), typed)
    plan, status = mail_of("nolabelbelow")
    equal((plan["kind"], status), ("temporary_failure", TEMPORARY))


@test
def long_lists_are_bounded_and_counted(_):
    plan, _ = mail_of(zone.absolute("big"))
    equal((len(plan["exchanges"]), plan["left_out"]), (64, 6))
    equal([e["preference"] for e in plan["exchanges"]], list(range(1, 65)))
    plan, _ = mail_of(zone.absolute("widemx"))
    equal(len(plan["exchanges"][0]["addresses"]), 32)
    contains(plan["exchanges"][0]["problem"], "more than 32")


@test
def cut_answers_are_asked_again_by_stream(room):
    room.faulty.tcp_questions.clear()
    plan, _ = mail_of(zone.absolute("truncated"))
    equal(len(plan["exchanges"]), 2)
    true(("truncated.mail.test", "MX") in room.faulty.tcp_questions,
         str(room.faulty.tcp_questions))


# ---- beside the plan --------------------------------------------------------------------

@test
def key_records_names_and_policies_stand_beside_the_plan(_):
    document, _ = asking.report("--parts", "mail,delivery", zone.absolute("beside"))
    delivery = document["delivery"]
    first, second = delivery["exchanges"]
    theirs = {re.sub(r" (?=[0-9A-F]*$)", "", d).lower() for d in kdig("_25._tcp.mx.mail.test", "TLSA")}
    equal({re.sub(r"\s+", "", r.lower()) for r in first["tlsa"]["records"]},
          {re.sub(r"\s+", "", d) for d in theirs})
    equal((first["tlsa"]["ad"], second["tlsa"]["records"]), (False, []))
    equal({a["address"] for a in first["addresses"]}, {"192.0.2.1", "2001:db8::1"})
    equal([a["reverse"]["names"] for a in first["addresses"]], [[], []])
    policies = delivery["policies"]
    equal([policies[k]["count"] for k in ("spf", "dmarc", "mta_sts", "tls_rpt")], [1, 1, 1, 1])
    equal([policies[k]["errors"] for k in ("spf", "mta_sts", "tls_rpt")], [[], [], []])
    equal(policies["spf"]["text"], "v=spf1 mx -all")
    equal(policies["dmarc"]["name"], "_dmarc.beside.mail.test")
    senders = delivery["senders"]
    equal([(s["group"], s["address"]) for s in senders["inet"]["addresses"]],
          [(1, "192.0.2.1"), (2, "192.0.2.4")])
    equal([s["address"] for s in senders["inet6"]["addresses"]], ["2001:db8::1"])
    equal((senders["inet"]["without"], senders["inet6"]["without"]), (0, 1))
    document, _ = asking.report("--parts", "delivery", zone.absolute("twospf"))
    spf = document["delivery"]["policies"]["spf"]
    equal((spf["count"], "error" in [e["sign"] for e in spf["errors"]]), (2, True))


@test
def addresses_stand_in_the_order_of_libc(_):
    for name in ("mx", "many", "a.cutaddress"):
        host = zone.absolute(name)
        libc = [row[4] for row in asking.python_rows(host, None, socktype=socket.SOCK_STREAM)]
        document, _ = asking.report("--parts", "delivery", host)  # no MX: its own exchange
        ours = [a["address"] for a in document["delivery"]["exchanges"][0]["addresses"]]
        equal(ours, libc, host)


@test
def a_literal_has_neither_policies_nor_keys(_):
    document, _ = asking.report("--parts", "delivery", "user@[192.0.2.1]")
    equal(document["delivery"]["policies"], None)
    equal(document["delivery"]["exchanges"][0]["tlsa"]["outcome"], None)


# ---- greeting ---------------------------------------------------------------------------

def greeted(room, host):
    """Greets the exchanges; again where the machine had no time for the name server, so that
    an exchange had no address to greet. -> the document"""
    for _ in range(TRIES):
        for exchange in room.exchanges.values():
            exchange.heard = b""
        document, _ = asking.report("--parts", "mail,smtp", "--smtp-port", str(SMTP_PORT),
                                    "-T", "5", host)
        known = [e["name"] for e in document["mail"]["exchanges"] if e["addresses"]]
        if len(known) == len(zone.SMTP):
            return document
        print(f"  (late: the addresses of {known} alone were known, asked again)", flush=True)
    raise checks.Failed("the machine is too busy: the name server is late")


@test
def exchanges_come_out_as_what_they_are(room):
    document = greeted(room, zone.absolute("smtp"))
    sessions = {s["exchange"].split(".")[0]: s for s in document["smtp"]["sessions"]}
    equal({name: s["status"] for name, s in sessions.items()},
          {"good": "open", "notls": "open", "unwilling": "unwilling", "closes": "closed",
           "resets": "closed", "garbage": "garbage", "flood": "garbage", "mute": "mute",
           "refused": "refused", "drips": "open", "escapes": "open", "bare": "open"})
    equal({name: s["starttls"] for name, s in sessions.items() if s["status"] == "open"},
          {"good": True, "notls": False, "drips": True, "escapes": True, "bare": True})
    equal((sessions["good"]["size_limit"], sessions["refused"]["errno"]), (1000, "ECONNREFUSED"))
    equal(sessions["notls"]["greeting"]["lines"], ["two lines", "here"])
    wait_until(lambda: room.exchanges["good"].heard.endswith(b"QUIT\r\n"), "the last is heard")
    equal(room.exchanges["good"].heard, b"EHLO [127.0.0.1]\r\nQUIT\r\n")
    for exchange in room.exchanges.values():
        true(b"MAIL" not in exchange.heard, exchange.name)


@test
def nothing_is_greeted_unasked(room):
    for exchange in room.exchanges.values():
        exchange.heard = b""
    asking.report("--smtp-port", str(SMTP_PORT), zone.absolute("smtp"))
    asking.report("--parts", "mail,delivery", "--smtp-port", str(SMTP_PORT),
                  zone.absolute("smtp"))
    equal([e.name for e in room.exchanges.values() if e.heard], [])


@test
def hostile_bytes_reach_no_report(_):
    for form in ("text", "json", "csv"):
        for host in ("hostile", "smtp"):
            done = asking.run("-o", form, "--parts", "mail,delivery,smtp", "--smtp-port",
                              str(SMTP_PORT), "-T", "2", zone.absolute(host), encoding=None)
            raw = [c for c in done.stdout.decode("utf-8")
                   if (ord(c) < 32 and c not in "\r\n") or 127 <= ord(c) < 160 or c == "\u202e"]
            equal(raw, [], f"{form} {host}")


@test
def the_view_shows_plan_senders_policies_and_greetings(_):
    need_tmux()
    with Screen(120, 40) as screen:
        screen.run(f"{asking.BINARY} --smtp-port {SMTP_PORT} user@beside.mail.test")
        screen.wait_for("beside.mail.test", "answered")
        screen.keys("5")
        shown_text = screen.wait_for("Delivery plan  2 exchanges, 2 groups", "3 1 1 +1", "no AD",
                                     "IPv4 sender  2 addresses", "IPv6 sender  1 address",
                                     "then the mail waits and is tried again",
                                     "mail to user@beside.mail.test · port 2525",
                                     "deliverable, 1 problem")
        contains(shown_text, "▲ IPv4 only")
        screen.keys("c")
        screen.wait_for("SMTP  0 of 3 open")


lab.enter()
asking.need_binary()
checks.run(MailLab())
