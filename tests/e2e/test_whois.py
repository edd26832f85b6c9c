#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""whois against scripted servers: real TCP on port 43 of a private network, where each server
says what a test wants it to, down to the byte."""
import csv
import io
import os
import socket
import struct
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
import lab
from checks import contains, equal, test, true
from screen import Screen, need_tmux

ROOT, REGISTRY, REGISTRAR, FOURTH, FIFTH, SIXTH = (f"127.0.43.{n}" for n in range(1, 7))
ARIN, RIPE, DENIC, VERISIGN = (f"127.0.43.{n}" for n in range(11, 15))
SIX = "::1"
HOSTS = f"""127.0.0.1 localhost
{ROOT} whois.iana.org
{REGISTRY} whois.registry.test
{REGISTRAR} whois.registrar.test
{FOURTH} whois.fourth.test
{FIFTH} whois.fifth.test
{SIXTH} whois.sixth.test
{ARIN} whois.arin.net
{RIPE} whois.ripe.net
{DENIC} whois.denic.de
{VERISIGN} whois.verisign-grs.com
{SIX} whois.six.test
127.0.43.99 whois.closed.test
203.0.113.43 whois.dark.test
127.0.43.98 whois.several.test
{REGISTRY} whois.several.test
"""
TO_REGISTRY = b"domain: ORG\r\nrefer: whois.registry.test\r\n"
PYTHON = (b"Domain Name: python.org\r\nRegistrar: Example, Inc.\r\n"
          b"Creation Date: 1995-03-27T05:00:00Z\r\n"
          b"Registry Expiry Date: 2033-03-28T05:00:00Z\r\nName Server: ns1.example.net\r\n")
MEBIBYTE = 1 << 20


class Servers(lab.Room):
    """A server on port 43 of each address; what it does is set by each test."""

    def __init__(self):
        super().__init__({"/etc/hosts": HOSTS,
                          "/etc/nsswitch.conf": "hosts: files\nservices: files\n"
                                                "protocols: files\n"})
        self.scripts, self.heard = {}, []
        for address in (ROOT, REGISTRY, REGISTRAR, FOURTH, FIFTH, SIXTH, ARIN, RIPE, DENIC,
                        VERISIGN, SIX):
            family = socket.AF_INET6 if ":" in address else socket.AF_INET
            server = socket.create_server((address, 43), family=family)
            threading.Thread(target=self._serve, args=(server, address),
                             daemon=True).start()

    def _serve(self, server, address):
        while True:
            client, _ = server.accept()
            threading.Thread(target=self._answer, args=(client, address),
                             daemon=True).start()

    def _answer(self, client, address):
        line = b""
        try:
            while not line.endswith(b"\n"):
                byte = client.recv(1)
                if not byte:
                    return
                line += byte
            self.heard.append((address, line))
            script = self.scripts.get(address, b"not in the script\r\n")
            if isinstance(script, dict):
                script = script.get(line.strip(), b"No match\r\n")
            if callable(script):
                script(client)
            else:
                client.sendall(script)
        except OSError:  # the program went away: it has its reasons
            pass
        finally:
            client.close()

    def play(self, scripts):
        """Sets what the servers do, and forgets what was heard."""
        self.scripts, self.heard = scripts, []


def ask(servers, host, scripts, *arguments):
    """-> (the whois part of a report, the exit status)."""
    servers.play(scripts)
    document, status = asking.report("--parts", "whois", *arguments, host)
    return document["whois"], status


def chain(whois):
    """-> [(hop, role, server, result)]"""
    return [(h["hop"], h["role"], h["server"], h["result"]) for h in whois["hops"]]


def silence(client):
    """Keeps the connection open and says nothing."""
    client.recv(1)


def reset_after(text):
    """Says a text and resets the connection."""
    def script(client):
        client.sendall(text)
        time.sleep(0.1)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return script


def flood(client):
    """Never stops."""
    line = b"Flood: " + b"x" * 1000 + b"\r\n"
    while True:
        client.sendall(line)


@test
def chain_of_root_registry_and_registrar_is_followed(servers):
    whois, status = ask(servers, "python.org", {
        ROOT: TO_REGISTRY,
        REGISTRY: PYTHON + b"Registrar WHOIS Server: whois.registrar.test\r\n",
        REGISTRAR: PYTHON + b"Registrar WHOIS Server: whois.registrar.test\r\n"})
    equal(chain(whois), [(1, "root", "whois.iana.org", "refers"),
                         (2, "registry", "whois.registry.test", "refers"),
                         (3, "registrar", "whois.registrar.test", "final")])
    equal((whois["state"], status), ("registered", 0))
    equal(servers.heard, [(a, b"python.org\r\n") for a in (ROOT, REGISTRY, REGISTRAR)])
    facts = whois["facts"]
    equal((facts["registrar"], facts["created_s"], facts["expires_s"],
           facts["name_servers"]), ("Example, Inc.", 796280400, 1995598800,
                                    ["ns1.example.net"]))
    equal([h["received_bytes"] for h in whois["hops"]],
          [len(TO_REGISTRY), len(PYTHON) + 46, len(PYTHON) + 46])


@test
def loop_of_referrals_ends(servers):
    whois, status = ask(servers, "python.org", {
        ROOT: TO_REGISTRY,
        REGISTRY: PYTHON + b"Registrar WHOIS Server: whois.registrar.test\r\n",
        REGISTRAR: PYTHON + b"Registrar WHOIS Server: WHOIS.Registry.Test.\r\n"})
    equal([h["result"] for h in whois["hops"]], ["refers", "refers", "final"])
    contains(whois["hops"][2]["note"], "a loop")
    equal((whois["state"], status), ("registered", 0))


@test
def server_that_refers_to_itself_has_the_last_word(servers):
    whois, _ = ask(servers, "python.org", {
        ROOT: TO_REGISTRY,
        REGISTRY: PYTHON + b"Registrar WHOIS Server: whois://whois.registry.test/\r\n"})
    equal([h["result"] for h in whois["hops"]], ["refers", "final"])
    equal(whois["hops"][1]["note"], None)


@test
def no_more_than_five_servers_are_asked(servers):
    names = ["registrar", "fourth", "fifth", "sixth"]
    scripts = {address: PYTHON + f"Whois Server: whois.{name}.test\r\n".encode()
               for address, name in zip((REGISTRY, REGISTRAR, FOURTH, FIFTH), names)}
    whois, _ = ask(servers, "python.org", {ROOT: TO_REGISTRY, **scripts, SIXTH: PYTHON})
    equal(len(whois["hops"]), 5)
    contains(whois["hops"][4]["note"], "5 hops are the limit")
    true(all(address != SIXTH for address, _ in servers.heard), "the sixth is not asked")


@test
def flood_ends_at_a_mebibyte(servers):
    began = time.monotonic()
    whois, _ = ask(servers, "python.org", {ROOT: TO_REGISTRY, REGISTRY: flood})
    true(time.monotonic() - began < 20, "it ends soon")
    hop = whois["hops"][1]
    equal(whois["received_bytes"], MEBIBYTE)
    equal((hop["cut"], hop["outcome"], len(hop["text"])),
          (True, "answered", MEBIBYTE - len(TO_REGISTRY)))


@test
def mebibyte_of_line_ends_is_a_text(servers):
    def lines(client):
        client.sendall(PYTHON + b"\n" * (2 * MEBIBYTE))
    whois, _ = ask(servers, "python.org", {ROOT: TO_REGISTRY, REGISTRY: lines})
    equal((whois["state"], whois["received_bytes"]), ("registered", MEBIBYTE))


@test
def silence_ends_at_the_deadline(servers):
    whois, status = ask(servers, "python.org", {ROOT: TO_REGISTRY, REGISTRY: silence},
                        "-T", "1")
    hop = whois["hops"][1]
    equal((hop["outcome"], hop["step"], hop["result"]), ("timed_out", "reading", "failed"))
    equal((whois["state"], status), ("unknown", 3))


@test
def slow_drip_ends_at_the_deadline_with_what_came(servers):
    def drip(client):
        client.sendall(PYTHON)
        while True:
            client.sendall(b"x")
            time.sleep(0.05)
    began = time.monotonic()
    whois, _ = ask(servers, "python.org", {ROOT: TO_REGISTRY, REGISTRY: drip}, "-T", "1")
    true(time.monotonic() - began < 10, "the drip does not prolong it")
    hop = whois["hops"][1]
    equal((hop["outcome"], hop["cut"], whois["state"]), ("timed_out", True, "registered"))


@test
def reset_without_a_word_is_no_text(servers):
    whois, status = ask(servers, "python.org", {ROOT: TO_REGISTRY,
                                                REGISTRY: reset_after(b"")})
    hop = whois["hops"][1]
    equal((hop["result"], hop["errno"], hop["step"]), ("failed", "ECONNRESET", "reading"))
    equal((whois["state"], status), ("unknown", 3))


@test
def reset_behind_a_text_keeps_it(servers):
    whois, _ = ask(servers, "python.org", {ROOT: TO_REGISTRY,
                                           REGISTRY: reset_after(PYTHON)})
    hop = whois["hops"][1]
    equal((hop["errno"], hop["cut"], hop["received_bytes"]),
          ("ECONNRESET", True, len(PYTHON)))
    equal(whois["state"], "registered")


@test
def server_that_closes_without_a_word_is_named(servers):
    whois, status = ask(servers, "python.org", {ROOT: TO_REGISTRY, REGISTRY: b""})
    equal((whois["hops"][1]["result"], whois["state"], status), ("no_text", "unknown", 3))
    contains(whois["problem"], "whois.registry.test closed without a word")


@test
def half_a_line_at_the_end_counts(servers):
    whois, _ = ask(servers, "python.org", {ROOT: TO_REGISTRY,
                                           REGISTRY: PYTHON + b"DNSSEC: unsigned"})
    equal(whois["facts"]["dnssec"], "unsigned")


@test
def lines_may_end_without_carriage_return(servers):
    whois, _ = ask(servers, "python.org", {ROOT: TO_REGISTRY.replace(b"\r", b""),
                                           REGISTRY: PYTHON.replace(b"\r", b"")})
    equal((whois["state"], whois["facts"]["registrar"]), ("registered", "Example, Inc."))


@test
def lines_may_end_in_carriage_returns_alone(servers):
    whois, _ = ask(servers, "python.org", {ROOT: TO_REGISTRY,
                                           REGISTRY: PYTHON.replace(b"\n", b"")})
    equal((whois["state"], whois["facts"]["registrar"]), ("registered", "Example, Inc."))


@test
def text_in_utf_eight_is_read_so(servers):
    text = PYTHON + "Registrant Organization: Zürich 東京\r\n".encode()
    whois, _ = ask(servers, "python.org", {ROOT: TO_REGISTRY, REGISTRY: text})
    equal((whois["hops"][1]["charset"], whois["facts"]["holder"]), ("utf-8", "Zürich 東京"))


@test
def text_in_latin_one_is_read_so(servers):
    text = PYTHON + "Registrant Organization: Zürich\r\n".encode("latin-1")
    whois, _ = ask(servers, "python.org", {ROOT: TO_REGISTRY, REGISTRY: text})
    equal((whois["hops"][1]["charset"], whois["facts"]["holder"]), ("iso-8859-1", "Zürich"))


@test
def referral_that_is_no_host_is_not_followed(servers):
    for referral in (b"a;reboot", b"-x.test", b"a..b", b"whois.registrar.test:0",
                     b"\x1b]0;x\x07.test", b"user@whois.registrar.test", b"127.1", b"[::1"):
        whois, _ = ask(servers, "python.org", {
            ROOT: TO_REGISTRY, REGISTRY: PYTHON + b"Whois Server: " + referral + b"\r\n"})
        equal(len(whois["hops"]), 2, referral)
        contains(whois["hops"][1]["note"], "neither a host name nor an address", referral)
        equal(whois["state"], "registered", referral)


@test
def rwhois_is_named_and_not_followed(servers):
    whois, _ = ask(servers, "192.0.2.1", {
        ROOT: b"refer: whois.arin.net\n",
        ARIN: b"NetRange: 192.0.2.0 - 192.0.2.255\n"
              b"ReferralServer: rwhois://rwhois.example.net:4321\n"})
    equal(servers.heard[1], (ARIN, b"n + 192.0.2.1\r\n"))
    equal(whois["hops"][1]["referral"], "rwhois://rwhois.example.net:4321")
    contains(whois["hops"][1]["note"], "rwhois is another protocol")
    equal(whois["facts"]["cidr"], "192.0.2.0/24")


@test
def closed_port_at_the_registry_is_named_with_where_to_look(servers):
    whois, status = ask(servers, "name.org", {
        ROOT: b"domain: ORG\nrefer: whois.closed.test\n"
              b"remarks: Registration information: https://nic.example/org\n"})
    hop = whois["hops"][1]
    equal((hop["outcome"], hop["errno"], hop["step"]),
          ("refused", "ECONNREFUSED", "connecting"))
    equal((whois["state"], status), ("closed_port", 3))
    contains(whois["problem"], "does not answer on port 43")
    contains(whois["problem"], "since January 2025")
    contains(whois["advice"], "https://lookup.icann.org")
    contains(whois["advice"], "https://nic.example/org")


@test
def registry_that_drops_packets_is_named_the_same_way(servers):
    whois, status = ask(servers, "name.org", {
        ROOT: b"domain: ORG\nrefer: whois.dark.test\n"}, "-T", "1")
    equal((whois["hops"][1]["outcome"], whois["hops"][1]["step"]),
          ("timed_out", "connecting"))
    equal((whois["state"], status), ("closed_port", 3))


@test
def registry_without_a_server_is_named(servers):
    whois, _ = ask(servers, "name.gone", {ROOT: b"domain: GONE\nwhois:\nstatus: ACTIVE\n"})
    equal((whois["state"], len(whois["hops"])), ("closed_port", 1))
    contains(whois["problem"], "The registry of .gone has no whois server")


@test
def server_whose_name_has_no_address_is_named(servers):
    whois, _ = ask(servers, "name.org", {ROOT: b"domain: ORG\nrefer: nowhere.test\n"})
    equal((whois["hops"][1]["step"], whois["hops"][1]["result"]), ("resolving", "failed"))
    contains(whois["problem"], "nowhere.test")


@test
def next_address_of_a_server_is_tried(servers):
    whois, _ = ask(servers, "python.org", {
        ROOT: b"domain: ORG\nrefer: whois.several.test\n", REGISTRY: PYTHON})
    equal((whois["state"], whois["hops"][1]["address"]), ("registered", REGISTRY))


@test
def server_with_an_ipv_six_address_is_asked(servers):
    for server in ("whois.six.test", "[::1]", "::1"):
        whois, _ = ask(servers, "python.org", {SIX: PYTHON}, "--whois", server)
        equal((whois["state"], whois["hops"][0]["address"]), ("registered", "::1"), server)


@test
def first_server_and_port_are_chosen_by_the_option(servers):
    other = socket.create_server((REGISTRY, 4343))
    def answer():
        client, _ = other.accept()
        client.recv(100)
        client.sendall(PYTHON)
        client.close()
    threading.Thread(target=answer, daemon=True).start()
    whois, _ = ask(servers, "python.org", {}, "--whois", "whois.registry.test:4343")
    equal((whois["state"], whois["hops"][0]["port"], whois["hops"][0]["role"]),
          ("registered", 4343, "registry"))
    equal(servers.heard, [])
    other.close()


@test
def registry_is_asked_for_the_parents_of_a_name(servers):
    whois, _ = ask(servers, "a.b.www.python.org", {
        ROOT: TO_REGISTRY, REGISTRY: {b"python.org": PYTHON}})
    equal([line for address, line in servers.heard if address == REGISTRY],
          [b"b.www.python.org\r\n", b"www.python.org\r\n", b"python.org\r\n"])
    equal([h["hop"] for h in whois["hops"]], [1, 2, 2, 2])
    equal((whois["state"], whois["facts"]["name"]), ("registered", "python.org"))


@test
def name_that_nobody_has_is_not_registered(servers):
    for text in (b"No match for python.org\n", b"NOT FOUND\n", b"% No entries found\n",
                 b"Domain: python.org\nStatus: free\n", b"%ERROR:101: no entries found\n"):
        whois, status = ask(servers, "python.org", {ROOT: TO_REGISTRY, REGISTRY: text})
        equal((whois["state"], status), ("not_registered", 1), text)


@test
def too_many_questions_are_no_answer(servers):
    whois, status = ask(servers, "python.org", {
        ROOT: TO_REGISTRY, REGISTRY: b"ERROR: query rate limit exceeded\n"})
    equal((whois["state"], whois["hops"][1]["result"], status),
          ("rate_limit", "rate_limit", 3))


@test
def address_leads_from_one_regional_registry_to_the_other(servers):
    whois, _ = ask(servers, "193.0.0.1", {
        ROOT: b"inetnum: 193.0.0.0 - 193.255.255.255\nrefer: whois.arin.net\n",
        ARIN: b"NetRange: 193.0.0.0 - 193.255.255.255\n"
              b"ReferralServer: whois://whois.ripe.net\n",
        RIPE: b"inetnum: 193.0.0.0 - 193.0.7.255\nnetname: LAB\ncountry: NL\n\n"
              b"route: 193.0.0.0/21\norigin: AS3333\n"})
    equal(chain(whois), [(1, "root", "whois.iana.org", "refers"),
                         (2, "rir", "whois.arin.net", "refers"),
                         (3, "rir", "whois.ripe.net", "final")])
    facts = whois["facts"]
    equal((facts["network"], facts["cidr"], facts["network_name"], facts["origin"]),
          ("193.0.0.0 - 193.0.7.255", "193.0.0.0/21", "LAB", "AS3333"))


@test
def ipv_six_address_is_asked_about(servers):
    whois, _ = ask(servers, "2001:DB8::7", {
        ROOT: b"refer: whois.ripe.net\n",
        RIPE: b"inet6num: 2001:db8::/32\nnetname: DOC\n"})
    equal((whois["kind"], whois["asked"]), ("ipv6", "2001:db8::7"))
    equal(servers.heard[1], (RIPE, b"2001:db8::7\r\n"))
    equal(whois["facts"]["cidr"], "2001:db8::/32")


@test
def as_number_is_asked_about(servers):
    whois, _ = ask(servers, "as64500", {
        ROOT: b"refer: whois.arin.net\n", ARIN: b"ASNumber: 64500\nASName: LAB-AS\n"})
    equal((whois["kind"], whois["asked"]), ("as", "AS64500"))
    equal(servers.heard, [(ROOT, b"AS64500\r\n"), (ARIN, b"a + 64500\r\n")])
    equal((whois["state"], whois["facts"]["network_name"]), ("registered", "LAB-AS"))


@test
def international_name_goes_out_in_a_labels_and_in_the_dialect(servers):
    whois, _ = ask(servers, "münchen.de", {
        ROOT: b"domain: DE\nrefer: whois.denic.de\n",
        DENIC: b"Domain: xn--mnchen-3ya.de\nNserver: ns1.example.de\nStatus: connect\n"})
    equal(servers.heard[1], (DENIC, b"-T dn,ace xn--mnchen-3ya.de\r\n"))
    equal((whois["state"], whois["facts"]["status"]), ("registered", ["connect"]))


@test
def dialect_of_verisign_is_spoken(servers):
    ask(servers, "example.com", {
        ROOT: b"domain: COM\nrefer: whois.verisign-grs.com\n",
        VERISIGN: b"   Domain Name: EXAMPLE.COM\r\n   Registrar: R\r\n"})
    equal(servers.heard[1], (VERISIGN, b"domain example.com\r\n"))


@test
def names_that_stay_here_are_told_to_nobody(servers):
    for host in ("secret.onion", "printer.local", "localhost", "a..b"):
        whois, _ = ask(servers, host, {ROOT: PYTHON})
        equal((whois["state"], servers.heard), ("not_asked", []), host)


HOSTILE = (PYTHON
           + b"Registrant Organization: \x1b[31mred\x1b]0;title\x07 \x9b2J \x00 nul\r\n"
           + "Registrant Country: \u202eevil\u2066 \u200b\ufeff \u00ad\r\n".encode()
           + b"Domain Status: \x1b[2J\r\nName Server: \x1b[H.example\r\n"
           + b"\x08\x0b\x0c\x7f\x00\r\n" + b"a\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\r\n"
           + b"=cmd|' /C calc'!A0,\"quoted\",comma\r\n" + b"\t\ttabs\r\n")
GARBAGE = bytes(range(256)) * 40


def is_safe(character):
    """Whether a character may reach a terminal or a file for people."""
    code = ord(character)
    return (character in "\n" or (code >= 0x20 and not 0x7F <= code <= 0x9F)) and \
        not (0x200B <= code <= 0x200F or 0x202A <= code <= 0x202E or
             0x2060 <= code <= 0x206F or code in (0xAD, 0xFEFF))


@test
def hostile_bytes_never_reach_text_or_csv_raw(servers):
    for label, text in (("utf-8", HOSTILE.replace(b"\x9b", b"\xc2\x9b")),
                        ("latin-1", HOSTILE), ("garbage", PYTHON + GARBAGE)):
        servers.play({ROOT: TO_REGISTRY, REGISTRY: text})
        for form in ("text", "csv"):
            done = asking.run("-o", form, "--parts", "whois,log", "python.org")
            bad = [hex(ord(c)) for c in done.stdout.replace("\r\n", "\n") if not is_safe(c)]
            equal(bad, [], f"{label} as {form}")
            equal(done.stderr, "", label)


@test
def hostile_bytes_leave_json_and_csv_well_formed(servers):
    for text in (HOSTILE, PYTHON + GARBAGE, GARBAGE, b"\x00" * 1000, b"\xff" * 1000):
        whois, _ = ask(servers, "python.org", {ROOT: TO_REGISTRY, REGISTRY: text})
        equal(whois["hops"][1]["received_bytes"], len(text))
        done = asking.run("-o", "json", "--parts", "whois", "python.org")
        true(done.stdout.isascii(), "JSON is ASCII")
        table = asking.run("-o", "csv", "--parts", "whois", "python.org").stdout
        widths = {len(row) for row in csv.reader(io.StringIO(table, newline=""))}
        equal(widths, {13}, "fields of each line")


@test
def hostile_bytes_never_reach_the_screen(servers):
    servers.play({ROOT: TO_REGISTRY, REGISTRY: HOSTILE})
    with Screen(120, 40) as screen:
        screen.run(f"{asking.BINARY} python.org")
        screen.wait_for("python.org", "asked")
        screen.keys("7")
        screen.wait_for("registered", "\\x1B[31mred\\x1B]0;title\\x07", "final text")
        bad = [hex(ord(c)) for c in screen.text() if not is_safe(c)]
        equal(bad, [])
        true("title" not in screen.ask("pane_title"), "the title stays")
        screen.keys("q")


@test
def view_follows_the_chain_searches_and_filters(servers):
    lines = b"".join(b"Line %d: value %d\r\n" % (n, n) for n in range(20000))
    servers.play({ROOT: TO_REGISTRY, REGISTRY: PYTHON + lines})
    with Screen(120, 40) as screen:
        screen.run(f"{asking.BINARY} www.python.org")
        screen.wait_for("www.python.org", "asked")
        screen.keys("7")
        screen.wait_for("registered", "as python.org", "until 28 Mar 2033",
                        "whois.registry.test", "of 20,005")
        screen.keys("/")
        screen.type("Line 19999")
        screen.keys("Enter")
        screen.wait_for("value 19999", "20,005 of")
        screen.keys("\\")
        screen.type("value 1777")
        screen.keys("Enter")
        screen.wait_for("11 of 20,005 lines", "value 17779")
        screen.keys("\\", "C-u", "Enter")
        screen.wait_gone("only value")
        screen.keys("BTab", "BTab", "BTab", "k")
        screen.wait_for("Text  whois.iana.org", "refer")
        screen.keys("Enter")
        screen.wait_for("Hop 1, root", "TCP port 43", ROOT)
        screen.keys("Escape", "q")


@test
def line_whois_begins_with_another_server(servers):
    servers.play({ROOT: TO_REGISTRY, REGISTRY: PYTHON, SIX: PYTHON})
    with Screen(120, 40) as screen:
        screen.run(f"{asking.BINARY} python.org")
        screen.wait_for("python.org", "asked")
        screen.keys(":")
        screen.type("whois whois.six.test")
        screen.keys("Enter")
        screen.wait_for("1 of at most 5 hops", "whois.six.test")
        screen.keys(":")
        screen.type("whois default")
        screen.keys("Enter")
        screen.wait_for("2 of at most 5 hops", "whois.iana.org")
        screen.keys("q")


if __name__ == "__main__":
    lab.enter()
    asking.need_binary()
    need_tmux()
    checks.run(Servers())
