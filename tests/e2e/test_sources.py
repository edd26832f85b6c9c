#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Who answered: every source asked alone, against what the real getaddrinfo then does, with real
files, a real name server, and sources that hang, are not available or are not installed."""
import contextlib
import os
import re
import signal
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
import lab
from checks import contains, equal, skip, test, true, wait_until
from screen import Screen, need_tmux

MODULES = os.path.join(os.environ.get("GS_BUILD", ""), "tests/e2e/nss")
PARTS = ("--parts", "system,dns,sources")
HELPER = b"--ask-one-nss-source"


@contextlib.contextmanager
def files(room, **texts):
    """Gives files of /etc other texts: nsswitch, hosts, resolv."""
    paths = {"nsswitch": "/etc/nsswitch.conf", "hosts": "/etc/hosts",
             "resolv": "/etc/resolv.conf"}
    try:
        for name, text in texts.items():
            room.set_file(paths[name], text)
        yield
    finally:
        for name in texts:
            room.restore_file(paths[name])


def ask(*arguments):
    """-> (sources, system) of a report."""
    document, _ = asking.report(*PARTS, "-T", "10", *arguments)
    equal(document["unfinished"], [], arguments)
    return document["sources"], document["system"]


def rungs(sources):
    """-> [(name, status, what follows)]."""
    return [(r["name"], r["status"], r["then"]) for r in sources["rungs"]]


def codes(sources):
    """-> the codes of the findings."""
    return [finding["code"] for finding in sources["findings"]]


def helpers():
    """-> ids of helper processes, zombies included."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            with contextlib.suppress(OSError):
                with open(f"/proc/{name}/cmdline", "rb") as file:
                    if HELPER in file.read():
                        found.append(int(name))
    return found


def stat(process):
    """-> (state, parent) of a process; None when there is none."""
    with contextlib.suppress(OSError):
        with open(f"/proc/{process}/stat", encoding="utf-8") as file:
            state, parent = file.read().rpartition(")")[2].split()[:2]
            return state, int(parent)
    return None


def zombies(parent):
    """-> ids of processes that have ended and that this parent has not reaped."""
    return [int(name) for name in os.listdir("/proc")
            if name.isdigit() and stat(name) == ("Z", parent)]


@test
def files_alone_answer(room):
    with files(room, nsswitch="services: files\nhosts: files\n"):
        sources, _ = ask("onlyfile.demo.test")
        equal(rungs(sources), [("files", "success", "stop")])
        equal((sources["line"], sources["answered_by"]), (2, "files"))
        equal([(line["line"], line["address"]) for line in sources["hosts_lines"]],
              [(4, "192.0.2.99")])
        sources, system = ask("iana.org")
        equal(rungs(sources), [("files", "notfound", "end")])
        equal((system["outcome"], sources["answered_by"]), ("no_such_name", None))


@test
def dns_alone_answers(room):
    with files(room, nsswitch="hosts: dns\n"):
        sources, _ = ask("iana.org")
        equal(rungs(sources), [("dns", "success", "stop")])
        equal(set(sources["rungs"][0]["addresses"]), {"192.0.43.8", "2001:500:88:200::8"})
        sources, system = ask("onlyfile.demo.test")
        equal(rungs(sources), [("dns", "notfound", "end")])
        equal(system["outcome"], "no_such_name")


@test
def of_two_sources_the_one_that_knows_is_named(_):
    sources, _ = ask("iana.org")
    equal(rungs(sources), [("files", "notfound", "next"), ("dns", "success", "stop")])
    equal(codes(sources), ["only_dns_knows"])
    sources, _ = ask("onlyfile.demo.test")
    equal(rungs(sources), [("files", "success", "stop"), ("dns", "notfound", "not_reached")])
    equal(codes(sources), ["only_hosts_file", "hosts_line"])


@test
def a_hosts_line_hides_the_other_family(room):
    for address, code in (("192.0.43.8", "hosts_hides_aaaa"),
                          ("2001:500:88:200::8", "hosts_hides_a")):
        with files(room, hosts=f"127.0.0.1 localhost\n\n{address} iana.org\n"):
            sources, system = ask("iana.org")
            true(code in codes(sources), f"{code}: {codes(sources)}")
            equal(sources["hosts_lines"][0]["line"], 3)
            equal([row["address"] for row in system["addresses"]], [address])
            text = asking.run("-r", *PARTS, "iana.org").stdout
            contains(text, "hosts file hides " + ("A\u0020" if "::" in address else "AAAA"))


@test
def a_scoped_hosts_line_is_ignored(room):
    with files(room, hosts="fe80::1%lo scoped.demo.test\n"):
        sources, system = ask("scoped.demo.test")
        equal(system["outcome"], "no_such_name")
        true("hosts_line_ignored" in codes(sources), codes(sources))
        true(sources["hosts_lines"][0]["ignored"], "the line is ignored")


@test
def a_module_that_is_not_installed_is_named(room):
    with files(room, nsswitch="hosts: gsmissing files dns\n"):
        sources, system = ask("iana.org")
        missing = sources["rungs"][0]
        equal((missing["state"], missing["module"], missing["then"]),
              ("missing", "libnss_gsmissing.so.2", "next"))
        equal((sources["answered_by"], system["outcome"]), ("dns", "answered"))
        true("module_missing" in codes(sources), codes(sources))
    with files(room, nsswitch="hosts: gsmissing [UNAVAIL=return] dns\n"):
        sources, system = ask("iana.org")
        equal(sources["rungs"][1]["then"], "not_reached")
        true(system["outcome"] != "answered", "libc stops there, too")


@test
def an_action_stops_before_the_source_that_knows(room):
    with files(room, nsswitch="hosts: files [NOTFOUND=return] dns\n"):
        sources, system = ask("iana.org")
        equal(rungs(sources),
              [("files", "notfound", "stop"), ("dns", "success", "not_reached")])
        equal(sources["rungs"][0]["actions"], "[NOTFOUND=return]")
        equal(system["outcome"], "no_such_name")
        equal(codes(sources)[0], "stopped_early")


@test
def not_available_is_told_from_not_found(room):
    with files(room, nsswitch="hosts: gsdown [!UNAVAIL=return] dns\n"):
        sources, system = ask("iana.org")
        equal(rungs(sources), [("gsdown", "unavail", "next"), ("dns", "success", "stop")])
        equal(system["outcome"], "answered")


@test
def a_line_that_libc_cannot_read_asks_nobody(room):
    with files(room, nsswitch="hosts: files [NOTFOUND] dns\n"):
        sources, system = ask("localhost")
        equal((sources["broken"], sources["rungs"]), (True, []))
        equal(codes(sources), ["line_broken"])
        equal(system["outcome"], "no_such_name")


@test
def a_search_domain_is_told(room):
    with files(room, resolv="nameserver 127.0.0.1\nsearch org\noptions ndots:1\n"):
        sources, _ = ask("iana")
        found = [f for f in sources["findings"] if f["code"] == "search_domain"]
        equal(len(found), 1, codes(sources))
        contains(found[0]["text"], "ndots is 1")
        equal(sources["answered_by"], "dns")


@test
def a_silent_server_costs_its_time(room):
    with files(room, resolv="nameserver 127.0.0.3\noptions timeout:1 attempts:1\n"):
        sources, system = ask("iana.org")
        dns = sources["rungs"][1]
        equal((dns["outcome"], dns["then"]), ("try_again", "end"))
        true(dns["elapsed_us"] >= 1000000, dns["elapsed_us"])
        equal(system["outcome"], "try_again")
        true("source_timed_out" in codes(sources), codes(sources))


@test
def an_address_asks_no_source(_):
    for host in ("192.0.2.1", "::1", "127.1"):
        sources, _ = ask(host)
        equal((sources["numeric"], sources["rungs"]), (True, []), host)


@test
def another_server_is_asked_by_the_source_too(room):
    sources, _ = ask("--server", "127.0.0.2:5300", "iana.org")
    equal(set(sources["rungs"][1]["addresses"]), {"203.0.113.8", "2001:db8:ffff::8"})
    equal((sources["replaced"], sources["line"]), (False, 1))
    with files(room, nsswitch="hosts: files resolve\n"):
        sources, _ = ask("--server", "127.0.0.2:5300", "iana.org")
        equal((sources["replaced"], sources["line"]), (True, None))
        equal([r["name"] for r in sources["rungs"]], ["files", "dns"])


@test
def the_ladder_foretells_what_libc_answers(room):
    """The decided source's addresses are libc's, for many lines and names."""
    lines = ("files dns", "dns files", "gsdown files dns", "files gsv_four", "gsmissing dns",
             "gsdown [!UNAVAIL=return] files", "gsv_four [SUCCESS=continue] dns",
             "files [SUCCESS=continue] dns", "files [!SUCCESS=return] dns",
             "gsv_four [NOTFOUND=return] dns", "files [TRYAGAIN=return] dns [NOTFOUND=continue]",
             "gsdown [UNAVAIL=return] dns", "files dns [SUCCESS=return]")
    names = ("iana.org", "onlyfile.demo.test", "localhost", "v4only.fault.test",
             "nosuch.fault.test", "nodata.fault.test")
    for line in lines:
        with files(room, nsswitch=f"hosts: {line}\n"):
            for name in names:
                for family in ("any", "inet6"):
                    sources, system = ask("-f", family, "-a", "none", name)
                    found = [r["addresses"] for r in sources["rungs"]
                             if r["name"] == sources["answered_by"]]
                    foretold = set(found[0]) if found else set()
                    got = {row["address"] for row in system["addresses"]}
                    equal(foretold, got, f"{line}: {name} {family}\n{rungs(sources)}")
                    true("sources_contradict" not in codes(sources), f"{line}: {name}")


@test
def behind_a_merge_nothing_is_foretold(room):
    with files(room, nsswitch="hosts: gsv_four [SUCCESS=merge] files\n"):
        sources, _ = ask("onlyfile.demo.test")
        equal(rungs(sources), [("gsv_four", "success", None), ("files", "success", None)])
        equal(sources["answered_by"], None)
        true("sources_contradict" not in codes(sources), codes(sources))


@test
def a_source_that_hangs_is_ended_and_nothing_is_left(room):
    with files(room, nsswitch="hosts: files gshang dns\n"):
        document, _ = asking.report(*PARTS, "-T", "1", "iana.org")
        sources = document["sources"]
        hanging = sources["rungs"][1]
        equal((hanging["state"], hanging["status"], hanging["then"]),
              ("ended", "tryagain", "next"))
        true(hanging["elapsed_us"] >= 1000000, hanging["elapsed_us"])
        equal(sources["rungs"][2]["status"], "success")
        true("source_timed_out" in codes(sources), codes(sources))
        equal(helpers(), [], "no helper is left behind")


@test
def a_helper_that_is_killed_leaves_no_zombie(room):
    with files(room, nsswitch="hosts: gshang dns\n"), Screen(120, 40) as screen:
        screen.run(f"clear; '{asking.BINARY}' iana.org www")
        screen.wait_for("gshang", "Who answered")
        helper = wait_until(helpers, "a helper is at work")[0]
        program = stat(helper)[1]
        os.kill(helper, signal.SIGKILL)
        screen.wait_for("helper failed")
        wait_until(lambda: not helpers() and not zombies(program), "the helper is reaped")
        screen.keys("q")
        screen.wait_for("ready>")


@test
def a_new_question_ends_the_helpers_of_the_old_one(room):
    with files(room, nsswitch="hosts: files gshang\n"), Screen(120, 40) as screen:
        screen.run(f"clear; '{asking.BINARY}' iana.org www")
        screen.wait_for("gshang")
        old = wait_until(helpers, "a helper is at work")
        screen.keys("r")
        screen.keys("R")
        wait_until(lambda: helpers() and not set(helpers()) & set(old), "others are at work")
        screen.keys("q")
        screen.wait_for("ready>")


@test
def quitting_never_waits_for_a_source(room):
    with files(room, nsswitch="hosts: gshang\n"), Screen(120, 40) as screen:
        screen.run(f"clear; '{asking.BINARY}' iana.org www")
        screen.wait_for("gshang")
        wait_until(helpers, "a helper is at work")
        screen.keys("q")
        wait_until(lambda: "ready>" in screen.text(), "the shell is back", limit_s=3)
        wait_until(lambda: not helpers(), "no helper is left", limit_s=3)


@test
def inherited_ignoring_of_ended_children_is_undone(room):
    with files(room, nsswitch="hosts: gshang\n"), Screen(120, 40) as screen:
        screen.run(f"clear; python3 -c 'import os, signal, sys;"
                   f" signal.signal(signal.SIGCHLD, signal.SIG_IGN);"
                   f" os.execv(sys.argv[1], sys.argv[1:])' '{asking.BINARY}' iana.org www")
        screen.wait_for("gshang", "Who answered")
        program = stat(wait_until(helpers, "a helper is at work")[0])[1]
        with open(f"/proc/{program}/status", encoding="ascii") as file:
            ignored = int(re.search(r"SigIgn:\s*(\w+)", file.read()).group(1), 16)
        equal(ignored >> (signal.SIGCHLD - 1) & 1, 0, "SIGCHLD is not ignored")


@test
def helpers_end_with_a_program_that_is_killed(room):
    with files(room, nsswitch="hosts: gshang\n"), Screen(120, 40) as screen:
        screen.run(f"clear; '{asking.BINARY}' iana.org www")
        screen.wait_for("gshang")
        helper = wait_until(helpers, "a helper is at work")[0]
        os.kill(stat(helper)[1], signal.SIGKILL)
        wait_until(lambda: not helpers(), "no helper is left")


if __name__ == "__main__":
    lab.enter()
    asking.need_binary()
    need_tmux()
    if not os.path.exists(os.path.join(MODULES, "libnss_gshang.so.2")):
        skip("the sources of the tests are built for glibc alone")
    LAB = lab.Lab()
    os.environ["LD_LIBRARY_PATH"] = MODULES
    checks.run(LAB)
