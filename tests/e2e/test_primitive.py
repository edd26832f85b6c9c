#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The older calls and getnameinfo, as report, in the demo and in the services view, against the
same calls made by Python; and services that libc takes from another source than the file."""
import contextlib
import os
import shlex
import shutil
import socket
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
import lab
import libc
from checks import contains, equal, skip, test, true
from screen import Screen, need_tmux

MODULES = os.path.join(os.environ.get("GS_BUILD", ""), "tests/e2e/nss")
FILES = {
    "/etc/services": """ftp 21/tcp
smtp 25/tcp mail
twin 25/tcp
http 80/tcp www
labserv 4711/tcp labalias
labserv 4712/udp
""",
    "/etc/protocols": "ip 0 IP\ntcp 6 TCP\nudp 17 UDP\nsctp 132 SCTP\n",
}
MODES = ((), ("--demo",))
ADDRESS, NAME = "142.250.189.142", "mia09s26-in-f14.1e100.net"
FULL_NAME = f"{lab.HOST_NAME}.demo.test"
WITHOUT_RIGHT = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
NI_FLAGS = {"none": 0, "NUMERICHOST": socket.NI_NUMERICHOST,
            "NUMERICSERV": socket.NI_NUMERICSERV, "NAMEREQD": socket.NI_NAMEREQD,
            "NOFQDN": socket.NI_NOFQDN, "DGRAM": socket.NI_DGRAM, "IDN": libc.NI_IDN}


def calls_of(*arguments):
    """-> {the call as written: its row}."""
    document, _ = asking.report("--parts", "calls", "-T", "20", *arguments)
    equal(document["unfinished"], [], arguments)
    return {row["call"]: row for row in document["calls"]}


def results_of(*arguments):
    """-> {the call as written: its result, or its error}."""
    return {call: row["result"] or row["error"] or row["reason"]
            for call, row in calls_of(*arguments).items()}


@contextlib.contextmanager
def services_of(room, line):
    """Gives nsswitch.conf another services: line."""
    room.set_file("/etc/nsswitch.conf", f"hosts: files dns\nservices: {line}\n")
    try:
        yield
    finally:
        room.restore_file("/etc/nsswitch.conf")


@test
def each_call_of_the_notes_gives_what_the_notes_say(_):
    for mode in MODES:
        found = results_of(*mode, "google.com", "smtp")
        equal(found['gethostbyname("google.com")'], ADDRESS, mode)
        equal(found[f"gethostbyaddr({ADDRESS})"], NAME, mode)
        equal(found['getservbyname("smtp")'], "25", mode)
        equal(found["getservbyport(25)"], "smtp", mode)
        equal(found['getprotobyname("TCP")'], "6", mode)
        row = calls_of(*mode, "google.com", "smtp")[f"gethostbyaddr({ADDRESS})"]
        equal(row["more"], "no aliases", mode)


@test
def python_gives_the_same_of_host_names(_):
    for host in ("google.com", "iana.org", "python.org", "www.python.org", FULL_NAME,
                 lab.HOST_NAME, "localhost", "onlyfile.demo.test", "many.fault.test"):
        name, aliases, addresses = socket.gethostbyname_ex(host)
        for mode in MODES:
            row = calls_of(*mode, host)[f'gethostbyname("{host}")']
            equal(row["result"].split(", "), addresses, (host, mode))
            wanted = "aliases " + " ".join(aliases) if aliases else "no aliases"
            if name != host:
                wanted = f"official name {name}, {wanted}"
            equal(row["more"], wanted, (host, mode))


@test
def libc_gives_the_same_of_both_families_and_of_failures(_):
    for host in ("iana.org", "google.com", "nosuch.fault.test", "nodata.fault.test",
                 "servfail.fault.test", FULL_NAME):
        found = calls_of(host)
        for call, family in ((f'gethostbyname("{host}")', socket.AF_INET),
                             (f'gethostbyname2("{host}", AF_INET6)', socket.AF_INET6)):
            wanted = libc.host_by_name(host, family)
            row = found[call]
            got = row["result"].split(", ") if row["result"] else row["error"]
            equal(got, wanted, call)


@test
def python_gives_the_same_names_of_addresses(_):
    for address in (ADDRESS, lab.ADDRESS, "127.0.0.1", "192.0.43.8", "2001:470:142:3::b",
                    "::1"):
        name, aliases, _addresses = socket.gethostbyaddr(address)
        for mode in MODES:
            row = calls_of(*mode, address)[f"gethostbyaddr({address})"]
            equal(row["result"], name, (address, mode))
            equal(row["more"], "aliases " + " ".join(aliases) if aliases else "no aliases",
                  (address, mode))


@test
def address_without_a_name_is_told_as_libc_does(_):
    address = "192.0.2.104"
    try:
        socket.gethostbyaddr(address)
        wanted = None
    except socket.herror as error:
        wanted = libc.HOST_ERRORS[error.errno]
    row = calls_of(address)[f"gethostbyaddr({address})"]
    equal((row["result"], row["error"]), (None, wanted))


@test
def python_gives_the_same_of_the_tables(_):
    for mode in MODES:
        for name in ("smtp", "mail", "www", "labserv", "labalias"):
            found = results_of(*mode, "iana.org", name)
            port = socket.getservbyname(name)
            equal(found[f'getservbyname("{name}")'], str(port), name)
            equal(found[f"getservbyport({port})"], socket.getservbyport(port), name)
        found = results_of(*mode, "-t", "dgram", "iana.org", "labserv")
        equal(found['getservbyname("labserv", "udp")'],
              str(socket.getservbyname("labserv", "udp")), mode)
        equal(found['getprotobyname("UDP")'], str(socket.getprotobyname("UDP")), mode)
        equal(results_of(*mode, "iana.org", "25")["getservbyport(25)"],
              socket.getservbyport(25), mode)
        found = results_of(*mode, "-p", "sctp", "-t", "seqpacket", "iana.org")
        equal(found['getprotobyname("SCTP")'], str(socket.getprotobyname("SCTP")), mode)


@test
def names_that_no_table_lists_are_not_listed(_):
    for name in ("SMTP", "nosuch"):
        with contextlib.suppress(OSError):
            socket.getservbyname(name)
            checks.true(False, f"Python finds {name}")
        row = calls_of("iana.org", name)[f'getservbyname("{name}")']
        equal((row["result"], row["reason"], row["outcome"]),
              (None, "not listed", "no_such_name"), name)


@test
def own_names_and_ipv_six_are_those_that_python_sees(_):
    for mode in MODES:
        found = results_of(*mode, "iana.org")
        equal(found["gethostname()"], socket.gethostname(), mode)
        equal(found["full name (FQDN)"], socket.getfqdn(), mode)
        equal(found["full name (FQDN)"], FULL_NAME, mode)
        equal(results_of(*mode, FULL_NAME)[f'gethostbyname("{FULL_NAME}")'],
              socket.gethostbyname(socket.getfqdn()), mode)
        true(socket.has_ipv6, "compiled in")
        equal(found["has IPv6"], "kernel and source address", mode)
        equal(calls_of(*mode, "iana.org")["has IPv6"]["more"],
              f"compiled in, source {lab.ADDRESS_V_SIX}", mode)


@test
def each_flag_of_getnameinfo_gives_what_it_gives_python(_):
    for host, port in ((ADDRESS, "25"), (lab.ADDRESS, "smtp"), ("127.0.0.1", "4711"),
                       ("2001:500:88:200::8", "80"), ("192.0.2.104", "4712"), ("::1", "9")):
        for mode in MODES:
            document, _ = asking.report(*mode, "--parts", "nameinfo", "-a", "none", host, port)
            table = document["nameinfo"]
            equal([row["flag"] for row in table["rows"]], list(NI_FLAGS), mode)
            for row in table["rows"]:
                flags = NI_FLAGS[row["flag"]]
                equal((row["host"], row["service"]) if row["host"] else row["error"],
                      python_nameinfo(table["address"], table["port"], flags),
                      (host, port, row["flag"], mode))


def python_nameinfo(address, port, flags):
    """-> (host, service), or the name of the error."""
    try:
        return socket.getnameinfo((address, port), flags)
    except socket.gaierror as error:
        names = {socket.EAI_NONAME: "EAI_NONAME", socket.EAI_AGAIN: "EAI_AGAIN"}
        return names[error.errno]


def open_services(mode, host, service, size=(120, 40)):
    """The dashboard in its services view."""
    screen = Screen(*size)
    screen.run(f"clear; '{asking.BINARY}' {' '.join(mode)} {host} {service}")
    screen.wait_for(host, "answered")
    screen.keys("6")
    screen.wait_for("sctp    aliases")  # the file is read: Enter has an entry to open
    return screen


@test
def services_view_shows_each_call_of_the_notes(_):
    for mode in MODES:
        for size in ((120, 40), (200, 50)):
            with open_services(mode, "google.com", "smtp", size) as screen:
                screen.wait_for("twin", "labalias",
                                'gethostbyname("google.com")', ADDRESS, NAME,
                                "getservbyport(25)", 'getprotobyname("TCP")', FULL_NAME,
                                "kernel and source address", "NAMEREQD", "no name by udp")
                text = screen.text()
                for call, result in (('getservbyname("smtp")', "25"),
                                     ("getservbyport(25)", "smtp"),
                                     ('getprotobyname("TCP")', "6"),
                                     ("gethostname()", lab.HOST_NAME)):
                    line = next(x for x in text.splitlines() if call in x)
                    equal(line.partition(call)[2].split()[0], result, (call, mode, size))


@test
def full_host_name_is_called_by_in_the_services_view(_):
    for mode in MODES:
        with open_services(mode, FULL_NAME, "25") as screen:
            text = screen.wait_for(f'gethostbyname("{FULL_NAME}'[:25], lab.ADDRESS,
                                   "25/tcp is smtp", "the first line counts")
            contains(text, f"gethostbyaddr({lab.ADDRESS})", mode)


@test
def lines_that_share_a_port_or_a_name_are_no_matter_of_nsswitch(_):
    for service, port, told in (("twin", "25", "Another name has the same port"),
                                ("labserv", "4711", "getaddrinfo(NULL")):
        with open_services((), "iana.org", service) as screen:
            screen.keys("Enter")
            text = screen.wait_for(f"{service}  port {port}", told, "EAI_SERVICE")
            true("libc and this line differ" not in text, f"{service}\n{text}")


@test
def services_file_that_cannot_be_read_is_told(room):
    if not shutil.which(WITHOUT_RIGHT[0]):
        print("  no setpriv: the right to read everything cannot be given up")
        return
    path = os.path.join(room.directory, "services")
    os.chmod(path, 0)
    try:
        for service, told in (("smtp", "so getaddrinfo fails: EAI_SERVICE"),
                              ("25", "a number needs no entry")):
            with Screen(120, 40) as screen:
                screen.run("clear; " + shlex.join([*WITHOUT_RIGHT, asking.BINARY, "localhost",
                                                   service]))
                screen.wait_for("localhost", "6 Services", "127.0.0.1")
                screen.keys("6")
                screen.wait_for("/etc/services cannot be read", told,
                                "There is no /etc/services that can be read")
    finally:
        os.chmod(path, 0o644)


@test
def service_that_libc_takes_from_another_source_is_told(room):
    with services_of(room, "gsserv files"):
        equal(socket.getservbyname("smtp"), 2525, "the module answers Python, too")
        equal(results_of("iana.org", "smtp")['getservbyname("smtp")'], "2525")
        with open_services((), "iana.org", "smtp", (200, 50)) as screen:
            screen.wait_for("libc says smtp is 2525/tcp: see services: in nsswitch.conf")
            screen.keys("Enter")
            screen.wait_for("/etc/services, line 2", "libc and this line differ", "2525/tcp")
        with open_services((), "iana.org", "labonly", (200, 50)) as screen:
            screen.wait_for("labonly is 4321/tcp", "the file does not list it",
                            "libc finds it in another source")


@test
def service_that_libc_cannot_find_is_told_although_the_file_has_it(room):
    with services_of(room, "gsnosuch"):
        with contextlib.suppress(OSError):
            socket.getservbyname("http")
            true(False, "Python finds it")
        with open_services((), "localhost", "http", (200, 50)) as screen:
            screen.wait_for("http is 80/tcp", "so getaddrinfo fails: EAI_SERVICE",
                            "libc does not find it: see services: in nsswitch.conf")
            screen.keys("Enter")
            screen.wait_for("/etc/services, line 4", "not listed", "EAI_SERVICE",
                            "libc and this line differ: the services line")
    with services_of(room, "gsnosuch files"):
        with open_services((), "iana.org", "http", (200, 50)) as screen:
            screen.wait_for("http is 80/tcp", "alias www")
            true("libc does not find it" not in screen.text(), "the file answers libc")


if __name__ == "__main__":
    lab.enter()
    asking.need_binary()
    need_tmux()
    if not os.path.exists(os.path.join(MODULES, "libnss_gsserv.so.2")):
        skip("the sources of the tests are built for glibc alone")
    os.environ["LD_LIBRARY_PATH"] = MODULES
    if os.environ.get("GS_LAB_MODULES") is None and lab.INSIDE in os.environ:
        os.environ["GS_LAB_MODULES"] = MODULES
        os.execv(sys.executable, [sys.executable, *sys.argv])  # libc reads the path at start
    LAB = lab.Lab()
    for file_path, file_text in FILES.items():
        if not os.path.exists(file_path):
            skip(f"{file_path} does not exist, so that nothing can be mounted over it")
        LAB.set_file(file_path, file_text)
    checks.run(LAB)
