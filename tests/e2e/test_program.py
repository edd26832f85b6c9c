#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The program as others call it: exit statuses, other and dead servers, outputs that cannot be
written, the demo."""
import csv
import io
import os
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
import lab
from checks import contains, equal, test, true

ANSWERED, NOT_FOUND, USAGE, TEMPORARY, OTHER = range(5)


@test
def exit_status_tells_the_kinds_of_answer_apart(_):
    for arguments, status in (
            (("iana.org", "www"), ANSWERED),
            (("--null", "-a", "passive", "ftp"), ANSWERED),
            (("192.0.43.8",), ANSWERED),
            (("nosuch.fault.test",), NOT_FOUND),
            (("nodata.fault.test",), NOT_FOUND),
            (("-6", "-a", "none", "v4only.fault.test"), NOT_FOUND),
            (("--server", "127.0.0.5", "iana.org"), TEMPORARY),
            (("iana.org", "nosuchservice"), OTHER),
    ):
        done = asking.run("-r", "--parts", "system", *arguments)
        equal(done.returncode, status, f"{arguments}\n{done.stdout}{done.stderr}")
        equal(done.stderr, "", arguments)


@test
def wrong_command_line_is_told_on_standard_error(_):
    for arguments, word in (
            (("--nonsense",), "--nonsense"), (("-f", "inet5", "a"), "inet5"),
            (("-t", "streams", "a"), "streams"), (("-a", "addrconfig,x", "a"), "x"),
            (("--server", "no.address", "a"), "no.address"),
            (("--server", "127.0.0.1:99999", "a"), "99999"),
            (("-o", "xml", "a"), "xml"), (("-T", "soon", "a"), "soon"),
            (("--parts", "system,else", "a"), "else"), (("--types", "A,NOTYPE", "a"), "NOTYPE"),
            (("-p", "nosuchprotocol", "a"), "nosuchprotocol"),
            (("-r", "--theme", "nosuchtheme", "a"), "nosuchtheme"),
            (("-r", "a", "b", "c"), "c"), (("-r",), "HOST"), (("-o",), "-o"),
    ):
        done = asking.run(*arguments)
        equal(done.returncode, USAGE, f"{arguments}\n{done.stdout}{done.stderr}")
        equal(done.stdout, "", arguments)
        contains(done.stderr, word, arguments)
        true(done.stderr.startswith("gaiscope: "), done.stderr)


@test
def help_and_version_go_to_standard_output(_):
    done = asking.run("--help")
    equal((done.returncode, done.stderr), (0, ""))
    for option in ("--report", "--output", "--family", "--socktype", "--protocol", "--flags",
                   "--server", "--timeout", "--null", "--demo", "--parts", "--types", "--exact",
                   "--theme", "--no-color", "--ascii", "--no-mouse", "--help", "--version"):
        contains(done.stdout, option)
    true(all(len(line) <= 80 for line in done.stdout.splitlines()), "help fits 80 columns")
    done = asking.run("-V")
    equal((done.returncode, done.stderr), (0, ""))
    contains(done.stdout, "gaiscope ")


@test
def server_option_sends_libc_and_dns_there(_):
    for server in ("127.0.0.2:5300", "[::1]:5300"):
        document, status = asking.report("--parts", "system,dns,mail", "--server", server,
                                         "-a", "none", "iana.org", "www")
        equal(sorted(row[4] for row in asking.program_rows(document)),
              ["2001:db8:ffff::8", "203.0.113.8"], server)
        texts = [r["text"] for q in document["dns"]["queries"]
                 if q["type"] in ("A", "AAAA") for r in q["answer"]]
        equal(sorted(texts), ["2001:db8:ffff::8", "203.0.113.8"], server)
        equal({q["server"] for q in document["dns"]["queries"]}, {server}, server)
        equal((document["mail"]["kind"], status), ("mx", ANSWERED), server)


@test
def without_the_option_the_system_is_asked_as_it_is(room):
    room.set_file("/etc/resolv.conf", "nameserver 127.0.0.9\nnameserver 127.0.0.1\n"
                  "options timeout:1 attempts:1\nsearch icann.org\n")
    document, status = asking.report("--parts", "system,dns", "-a", "none", "pechora1")
    room.restore_file("/etc/resolv.conf")
    equal(sorted({row[4] for row in asking.program_rows(document)}),
          ["192.0.2.71", "2001:db8:33::71"])
    equal(status, ANSWERED)


@test
def dead_server_means_try_again(_):
    for server in ("127.0.0.3", "127.0.0.4", "127.0.0.5"):
        start = time.monotonic()
        document, status = asking.report("--server", server, "-T", "2", "iana.org", "www")
        true(time.monotonic() - start < 15, f"{server}: it ended at its deadline")
        equal(status, TEMPORARY, server)
        equal(document["system"]["addresses"], [], server)
        true(document["system"]["outcome"] in ("try_again", "timed_out"), document["system"])
        for query in document["dns"]["queries"]:
            true(query["outcome"] not in ("answered", "no_data", "no_such_name"),
                 f"{server}: {query['outcome']}")
        equal(document["mail"]["kind"], "temporary_failure", server)
        done = asking.run("-r", "--server", server, "-T", "1", "iana.org", "www")
        equal(done.returncode, TEMPORARY, server)
        true("try again" in done.stdout or "timed out" in done.stdout, done.stdout)


@test
def silent_server_in_resolv_conf_means_try_again(room):
    room.set_file("/etc/resolv.conf", "nameserver 127.0.0.3\n"
                  "options timeout:1 attempts:1\n")
    document, status = asking.report("--parts", "system,dns", "iana.org", "www")
    room.restore_file("/etc/resolv.conf")
    equal((document["system"]["error"]["name"], document["system"]["outcome"], status),
          ("EAI_AGAIN", "try_again", TEMPORARY))
    for query in document["dns"]["queries"]:
        equal(query["outcome"], "timed_out")
        true(len(query["tries"]) >= 1, "each try is told")


@test
def exact_keeps_host_and_service_byte_for_byte(_):
    for arguments, host in ((("iana.org:www",), "iana.org"),
                            (("--exact", "iana.org:www"), "iana.org:www"),
                            (("iana.org:www", "80"), "iana.org:www"),
                            (("http://iana.org/x",), "iana.org"),
                            (("user@python.org",), "python.org"),
                            (("[2001:500:88:200::8]:80",), "2001:500:88:200::8")):
        document, _ = asking.report("--parts", "system", *arguments)
        equal(document["question"]["host"], host, arguments)


@test
def operands_after_two_dashes_may_begin_with_a_dash(_):
    document, status = asking.report("--parts", "system", "--", "-x.fault.test")
    equal((document["question"]["host"], status), ("-x.fault.test", NOT_FOUND))


@test
def port_out_of_range_is_a_warning_and_libcs_answer_stays(_):
    document, _ = asking.report("--parts", "system", "127.0.0.1", "99999")
    equal([row[5] for row in asking.program_rows(document)], [34463])
    true(document["system"]["warnings"], "the trap is told")


@test
def all_hosts_in_csv_have_one_header_and_equal_columns(_):
    done = asking.run("-o", "csv", "iana.org", "www")
    lines = list(csv.reader(io.StringIO(done.stdout)))
    equal({len(line) for line in lines}, {len(lines[0])}, "columns")
    contains(done.stdout, "2001:500:88:200::8")
    contains(done.stdout, "pechora8.icann.org")


@test
def json_is_ascii_and_one_document(_):
    done = asking.run("-o", "json", "五粮液.中国", "www")
    true(done.stdout.isascii() and done.stdout.endswith("\n"), "ASCII, ends in a newline")


STRANGE_HOSTS = (
    "", " ", ".", "..", "-", "*", "a..b", "x" * 64, "x" * 300, "y." * 500, "z" * 1100,
    "\x1b[31mred\x1b[0m", "a\nb", "a\tb", "a b", b"\xff\xfe", b"caf\xc3", "\u202eabc", "☃.net",
    "xn--a", "xn--", "XN--DLQ917E1IK.XN--FIQS8S", "faß.de", "_dmarc.python.org", "[::1", "::1]",
    "[::1]:", "[::1]:99999", ":80", "::1%nosuch", "fe80::1%lo", "1.2.3", "0x7f.1", "300.1.1.1",
    "http://", "http://[::1]/", "http://user:pass@iana.org:80/x?y#z", "@", "a@", "@b", "a@b@c",
    "iana.org.", "IANA.ORG", "\\046.org", "%00", "host:port:more", "hostile.fault.test",
    "loop.fault.test", "unknown.fault.test", "nullmx2.fault.test", "mx2.fault.test",
)


@test
def strange_hosts_are_answered_in_every_form(_):
    for host in STRANGE_HOSTS:
        for form in ("text", "json", "csv"):
            done = subprocess.run([asking.BINARY, "-o", form, "-a", "none", "--", host],
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60,
                                  stdin=subprocess.DEVNULL, check=False)
            true(0 <= done.returncode <= 4, f"{host!r} {form}: exit {done.returncode}\n"
                 + done.stderr.decode(errors="replace"))
            for sink in (done.stdout, done.stderr):
                text = sink.decode()  # what is no UTF-8 raises
                bad = [c for c in text if (ord(c) < 32 and c not in "\r\n")
                       or 127 <= ord(c) < 160 or 0x202a <= ord(c) <= 0x202e]
                equal(bad, [], f"{host!r} {form}")
            true(done.returncode == USAGE or done.stdout, f"{host!r} {form}: nothing is said")


@test
def strange_services_are_answered(_):
    for service in ("", " ", "-1", "0", "65536", "99999999999", "0x50", "http ", "HTTP",
                    "x" * 300, b"\xff", "http:80", "80/tcp"):
        done = subprocess.run([asking.BINARY, "-o", "json", "--parts", "system,services", "--",
                               "127.0.0.1", service], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=60, check=False)
        true(0 <= done.returncode <= 4, f"{service!r}: exit {done.returncode}\n"
             + done.stderr.decode(errors="replace"))


@test
def closed_standard_output_is_an_error(_):
    line = f'exec "{asking.BINARY}" -r --parts system 127.0.0.1 >&-'
    done = subprocess.run(["sh", "-c", line], stderr=subprocess.PIPE, encoding="utf-8",
                          timeout=30, check=False)
    equal(done.returncode, OTHER, done.stderr)
    contains(done.stderr, "standard output")


@test
def full_device_is_an_error(_):
    with open("/dev/full", "w", encoding="utf-8") as full:
        for form in ("text", "json", "csv"):
            done = asking.run("-o", form, "127.0.0.1", stdout=full)
            equal(done.returncode, OTHER, form)
            contains(done.stderr, "standard output", form)


@test
def broken_pipe_ends_it_with_an_error(_):
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as pipe:
        done = asking.run("-o", "json", "127.0.0.1", stdout=pipe)
    true(done.returncode in (OTHER, -13), f"exit {done.returncode}")


@test
def closed_standard_input_and_error_do_not_matter(_):
    line = f'exec "{asking.BINARY}" -o json --parts system iana.org www <&- 2>&-'
    done = subprocess.run(["sh", "-c", line], stdout=subprocess.PIPE, encoding="utf-8",
                          timeout=30, check=False)
    equal(done.returncode, ANSWERED)
    contains(done.stdout, "2001:500:88:200::8")


@test
def dashboard_without_a_terminal_says_so(_):
    done = asking.run("iana.org", env={"TERM": "xterm-256color"})
    true(done.returncode not in (ANSWERED, NOT_FOUND), f"exit {done.returncode}")
    contains(done.stderr, "terminal")


@test
def demo_needs_no_server_of_this_machine(room):
    room.set_file("/etc/resolv.conf", "nameserver 127.0.0.3\nsearch demo.test\n"
                  "options timeout:1 attempts:1 ndots:3\n")
    document, status = asking.report("--demo", "iana.org", "www")
    slow, _ = asking.report("--demo", "--parts", "system,dns", "slow.fault.test")
    room.restore_file("/etc/resolv.conf")
    equal(slow["system"]["outcome"], "answered", "a slow name is waited for")
    equal(status, ANSWERED)
    equal(sorted(row[4] for row in asking.program_rows(document)),
          ["192.0.43.8", "2001:500:88:200::8"])
    equal(document["mail"]["kind"], "mx")
    equal(len(document["mail"]["exchanges"]), 5)
    equal({name for entry in document["reverse"] for name in entry["names"]},
          {"43-8.any.icann.org"})
    true("addrconfig" not in document["question"]["flags"], "both families show")


@test
def demo_shows_its_faults(_):
    for host, outcome, status in (("servfail.fault.test", "server_failure", TEMPORARY),
                                  ("refused.fault.test", "refused", TEMPORARY),
                                  ("truncated.fault.test", "answered", ANSWERED),
                                  ("slow.fault.test", "answered", ANSWERED),
                                  ("nosuch.fault.test", "no_such_name", NOT_FOUND)):
        document, got = asking.report("--demo", "--parts", "system,dns", "--types", "A", host)
        query = document["dns"]["queries"][0]
        equal((query["outcome"], got), (outcome, status), host)
    document, _ = asking.report("--demo", "--parts", "dns", "--types", "TXT",
                                "truncated.fault.test")
    query = document["dns"]["queries"][0]
    equal((query["transport"], len(query["tries"])), ("tcp", 2))
    document, _ = asking.report("--demo", "--parts", "dns", "--types", "A",
                                "servfail.fault.test")
    contains(str(document["dns"]["queries"][0]), "the servers of this zone do not answer")


@test
def slow_name_of_an_address_delays_nothing_else(_):
    document, _ = asking.report("--demo", "slowptr.fault.test")
    entry = document["reverse"][0]
    true(entry["elapsed_us"] >= 1_900_000, f"{entry['elapsed_us']} us for the name")
    true(document["system"]["elapsed_us"] < 1_000_000, "the address came at once")


if __name__ == "__main__":
    lab.enter()
    asking.need_binary()
    checks.run(lab.Lab())
