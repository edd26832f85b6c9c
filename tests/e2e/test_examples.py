#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The calls that lessons teach, through the whole program: the rows that come out of them, and
the same rows in the same order as Python's socket module."""
import os
import socket
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
import lab
from checks import contains, equal, test, true
from examples import CALLS


def ask_each(*mode):
    """Asks all in one mode of the program and of Python."""
    for what, arguments, call, wanted in CALLS:
        document, status = asking.report(*mode, "--parts", "system", *arguments)
        rows = asking.program_rows(document)
        equal(rows, asking.python_rows(*call), what)
        equal({(row[4], row[5]) for row in rows}, wanted, what)
        equal(status, 0, what)


@test
def each_call_gives_the_rows_of_the_notes_in_libcs_order(_):
    ask_each()


@test
def each_call_gives_the_same_rows_in_the_demo(_):
    ask_each("--demo")


@test
def without_socktype_each_address_comes_three_times(_):
    document, _ = asking.report("--parts", "system", "-t", "any", "-a", "none",
                                "www.example.com", "80")
    kinds = [(row["family"], row["socktype"]) for row in document["system"]["addresses"]]
    equal(sorted(kinds), sorted((family, kind) for family in ("inet", "inet6")
                                for kind in ("stream", "dgram", "raw")))


@test
def ranks_count_from_one_and_only_the_first_row_has_a_canonical_name(_):
    document, _ = asking.report("--parts", "system", "iana.org", "www")
    rows = document["system"]["addresses"]
    equal([row["rank"] for row in rows], [1, 2])
    equal([row["canonname"] for row in rows], ["iana.org", None])


@test
def default_hints_are_stream_and_three_flags(_):
    document, _ = asking.report("--parts", "system", "iana.org", "www")
    question = document["question"]
    equal((question["family"], question["socktype"], question["protocol"]),
          ("any", "stream", "any"))
    equal(sorted(question["flags"]), ["addrconfig", "canonname", "v4mapped"])


@test
def both_forms_of_an_international_name_are_told(_):
    for typed in ("五粮液.中国", "xn--dlq917e1ik.xn--fiqs8s"):
        document, _ = asking.report("--parts", "system", typed, "www")
        equal(document["question"]["host_ascii"], "xn--dlq917e1ik.xn--fiqs8s", typed)
        equal(document["question"]["host_unicode"], "五粮液.中国", typed)


def reverse_of(document):
    """-> {address: names}"""
    return {entry["address"]: entry["names"] for entry in document["reverse"]}


@test
def names_of_addresses_are_found_and_lead_back(_):
    document, _ = asking.report("--parts", "system,reverse", "iana.org", "www")
    equal(reverse_of(document), {"192.0.43.8": ["43-8.any.icann.org"],
                                 "2001:500:88:200::8": ["43-8.any.icann.org"]})
    for entry in document["reverse"]:
        equal(entry["forward_confirmed"], True, entry["address"])
    document, status = asking.report("--parts", "reverse", "142.250.189.142")
    equal(reverse_of(document), {"142.250.189.142": ["mia09s26-in-f14.1e100.net"]})
    equal((document["reverse"][0]["forward_confirmed"], status), (True, 0))


@test
def name_that_leads_elsewhere_is_not_confirmed(_):
    for address in ("192.0.2.121", "192.0.2.113"):
        document, _ = asking.report("--parts", "reverse", address)
        entry = document["reverse"][0]
        wanted = address == "192.0.2.113"  # its first name leads back, its second does not
        equal(entry["forward_confirmed"], wanted, address)


@test
def service_is_explained_in_both_directions(_):
    for asked in ("smtp", "25"):
        document, _ = asking.report("--parts", "services", "--null", asked)
        found = [(s["name"], s["port"], s["protocol"]) for s in document["services"]]
        true(("smtp", 25, "tcp") in found, f"{asked}: {found}")
    equal(socket.getservbyname("smtp"), 25)


@test
def records_of_a_name_are_those_of_the_zone(_):
    document, _ = asking.report("--parts", "dns", "--types", "A,AAAA,CNAME,MX,NS,TXT",
                                "python.org")
    queries = {q["type"]: q for q in document["dns"]["queries"]}
    texts = {kind: sorted(r["text"].rstrip(".") for r in q["answer"])
             for kind, q in queries.items()}
    equal(texts["A"], ["198.51.100.223", "198.51.100.224"])
    equal(texts["AAAA"], ["2001:db8:64::223", "2001:db8:64::224"])
    equal(texts["MX"], ["50 mail.python.org"])
    equal(texts["NS"], ["ns1.demo.test", "ns2.demo.test"])
    equal(texts["TXT"], ['"site-verification=9f3c0c1e5a0b47d1"',
                         '"v=spf1 mx a:mail.python.org ip4:192.0.2.0/24 -all"'])
    equal((queries["CNAME"]["outcome"], texts["CNAME"]), ("no_data", []))
    for query in queries.values():
        equal(query["server"], "127.0.0.1:53" if ":" in query["server"] else "127.0.0.1")
        equal((query["rcode"], query["transport"]), ("NOERROR", "udp"))


@test
def absent_name_and_absent_type_have_different_words(_):
    for host, outcome, rcode in (("nosuch.fault.test", "no_such_name", "NXDOMAIN"),
                                 ("nodata.fault.test", "no_data", "NOERROR")):
        document, status = asking.report("--parts", "system,dns", host)
        equal(document["system"]["outcome"], outcome, host)
        for query in document["dns"]["queries"]:
            if query["type"] in ("A", "AAAA"):
                equal((query["outcome"], query["rcode"]), (outcome, rcode), host)
        equal(status, 1, host)


def plan_of(domain):
    """-> (kind, [(preference, name, status, addresses)], the whole part)"""
    document, _ = asking.report("--parts", "mail", domain)
    mail = document["mail"]
    return mail["kind"], [(e["preference"], e["name"], e["status"], sorted(e["addresses"]))
                          for e in mail["exchanges"]], mail


@test
def mail_goes_to_the_exchanges_by_preference(_):
    kind, exchanges, _mail = plan_of("iana.org")
    equal(kind, "mx")
    equal(sorted(exchanges), [(10, f"pechora{n}.icann.org", "ok",
                               [f"192.0.2.7{n}", f"2001:db8:33::7{n}"])
                              for n in (1, 5, 6, 7, 8)])
    kind, exchanges, _mail = plan_of("example.org")
    equal((kind, [e[0] for e in exchanges]), ("mx", [10, 10, 20, 30]))
    equal([e[2] for e in exchanges], ["ok", "ok", "ok", "nxdomain"])
    equal(exchanges[2][1:], ("mx3.example.net", "ok", ["198.51.100.25"]))


@test
def mail_without_exchanges_goes_to_the_domain_itself(_):
    kind, exchanges, _mail = plan_of("implicit.fault.test")
    equal((kind, exchanges), ("implicit", [(0, "implicit.fault.test", "ok",
                                            ["192.0.2.121", "2001:db8:f::121"])]))


@test
def mail_follows_aliases_and_refuses_loops(_):
    kind, exchanges, mail = plan_of("www.python.org")
    equal((kind, exchanges[0][1], mail["aliases"]),
          ("mx", "mail.python.org", ["python.org"]))
    kind, exchanges, _mail = plan_of("loop.fault.test")
    equal((kind, exchanges), ("invalid", []))


@test
def domains_without_mail_say_why(_):
    for domain, kind in (("nullmx.fault.test", "null"), ("example.com", "null"),
                         ("nomail.fault.test", "none"), ("nosuch.fault.test", "nxdomain")):
        equal(plan_of(domain)[0], kind, domain)


@test
def unusable_exchanges_are_flagged_and_never_replaced(_):
    kind, exchanges, mail = plan_of("badmx.fault.test")
    equal((kind, [e[2] for e in exchanges][:1]), ("mx", ["nxdomain"]))
    by_name = {e["name"]: e for e in mail["exchanges"]}
    true(by_name["mxalias.fault.test"]["problem"], "a target that is a CNAME has a remark")
    equal(by_name["nodata.fault.test"]["status"], "nodata")
    equal(by_name["mx.fault.test"]["status"], "ok")
    kind, exchanges, _mail = plan_of("onlybadmx.fault.test")
    equal((kind, [(e[1], e[2], e[3]) for e in exchanges]),
          ("mx", [("nosuch.fault.test", "nxdomain", [])]))


@test
def hostile_text_is_escaped_everywhere(_):
    for form in ("text", "json", "csv"):
        done = asking.run("-o", form, "--types", "A,TXT,MX", "hostile.fault.test")
        bad = [c for c in done.stdout if (ord(c) < 32 and c not in "\r\n\t")
               or 127 <= ord(c) < 160 or c in "\u202e\u202c"]
        equal(bad, [], form)
    contains(asking.run("-o", "json", "--parts", "dns", "--types", "TXT",
                        "hostile.fault.test").stdout, "txet", "the text is there")
    done = asking.run("-r", "--parts", "reverse", "192.0.2.126")
    contains(done.stdout, "owned", "the name is there")
    true("\x1b" not in done.stdout and "\x07" not in done.stdout, "no control characters")


@test
def hosts_file_and_dns_are_both_told(room):
    room.set_file("/etc/hosts", "203.0.113.77 iana.org\n")
    document, _ = asking.report("--parts", "system,dns", "-4", "-a", "none", "iana.org")
    room.restore_file("/etc/hosts")
    equal([row[4] for row in asking.program_rows(document)], ["203.0.113.77"])
    answers = [r["text"] for q in document["dns"]["queries"] if q["type"] == "A"
               for r in q["answer"]]
    equal(answers, ["192.0.43.8"])


if __name__ == "__main__":
    lab.enter()
    asking.need_binary()
    checks.run(lab.Lab())
