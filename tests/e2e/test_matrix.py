#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every combination of family, socket type, protocol and flags, row for row what Python's
socket module gets from the same libc; the many in one process (ask_all), a part of them
through the whole program."""
import concurrent.futures
import itertools
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
import lab
from checks import Failed, test

ASK_ALL = os.path.join(os.environ.get("GS_BUILD", ""), "tests/e2e/ask_all")
MAIN_FLAGS = ("passive", "canonname", "numerichost", "numericserv", "addrconfig", "v4mapped",
              "all")
SHAPES = list(itertools.product(asking.FAMILIES, asking.SOCKTYPES, asking.PROTOCOLS))
# Through the whole program: what people use, and each flag that changes the answer.
CHOSEN_FLAGS = ("none", "addrconfig,v4mapped,canonname", "addrconfig", "canonname", "passive",
                "numerichost", "numericserv", "v4mapped,all")


def number(names):
    return sum(asking.FLAGS[name] for name in names)


def subsets(names):
    """The flags of every subset of `names`."""
    return [number(chosen) for size in range(len(names) + 1)
            for chosen in itertools.combinations(names, size)]


def ask_all(questions):
    """Asks through the program's lanes in one process; -> rows or an EAI code each."""
    lines = "".join("\t".join(str(field) for field in question) + "\n"
                    for question in questions)
    done = subprocess.run([ASK_ALL], input=lines, stdout=subprocess.PIPE, encoding="utf-8",
                          check=True)
    out = []
    for line in done.stdout.splitlines():
        code, *rows = line.split("\t")
        rows = [row.split(",") for row in rows]
        out.append(int(code) or [(int(r[0]), int(r[1]), int(r[2]), r[3],
                                  r[4].partition("%")[0], int(r[5]), int(r[7]))
                                 for r in rows])
    return out


def compare(host, service, flag_numbers, has_rows=True):
    """Asks for a host with all shapes and these flags, both ways."""
    questions = [(host, service, asking.FAMILIES[f], asking.SOCKTYPES[s],
                  asking.PROTOCOLS[p], flags)
                 for (f, s, p) in SHAPES for flags in flag_numbers]
    ours = ask_all(questions)
    checks.equal(len(ours), len(questions), "answers")
    for question, got in zip(questions, ours):
        wanted = asking.python_rows(question[0] or None, question[1] or None, *question[2:])
        if got != wanted:
            raise Failed(f"{question}\n  got    {got}\n  wanted {wanted}")
    answered = sum(isinstance(got, list) for got in ours)
    print(f"{len(questions)} questions, {answered} with rows")
    checks.equal(answered > 0, has_rows, "whether a combination has rows")


@test
def dns_name_equals_python_for_every_combination(_):
    compare("iana.org", "www", subsets(MAIN_FLAGS))
    compare("iana.org", "80", subsets(MAIN_FLAGS))


@test
def null_node_equals_python_for_every_combination(_):
    compare("", "www", subsets(MAIN_FLAGS))


@test
def name_without_service_equals_python(_):
    compare("mit.edu", "", subsets(("canonname", "addrconfig", "v4mapped", "all")))


@test
def literals_equal_python_for_every_combination(_):
    compare("192.0.43.8", "80", subsets(MAIN_FLAGS))
    compare("2001:500:88:200::8", "80", subsets(MAIN_FLAGS))


@test
def scoped_and_odd_literals_equal_python(_):
    for host in ("fe80::1%lo", "::ffff:192.0.2.1", "127.1", "0x7f.1", "010.1", "::"):
        compare(host, "80", subsets(("numerichost", "canonname", "v4mapped")))


@test
def localhost_equals_python_for_every_combination(_):
    compare("localhost", "ftp", subsets(MAIN_FLAGS))


@test
def ports_out_of_range_equal_python(_):
    for service, has_rows in (("99999", True), ("65536", True), ("0", True), ("-1", False),
                              ("080", True), (" 80", True), ("80 ", False), ("", True)):
        compare("127.0.0.1", service, subsets(("numericserv", "canonname")), has_rows)


@test
def international_name_equals_python_for_its_flags(_):
    flags = [number(set(names)) for names in
             itertools.product(("idn", "canonname"), ("canonidn", "canonname", "addrconfig"))]
    compare("五粮液.中国", "www", flags)


def differing(arguments, question):
    """Asks the whole program; -> what differs, or None."""
    document, _ = asking.report(*arguments, env={"ASAN_OPTIONS": "detect_leaks=0"})
    got = asking.program_rows(document)
    wanted = asking.python_rows(*question)
    return None if got == wanted else f"{arguments}\n  got    {got}\n  wanted {wanted}"


def compare_program(operands, host, service, flag_lists):
    """The same through the whole program, two processes at a time."""
    jobs = []
    for (f, s, p) in SHAPES:
        for names in flag_lists:
            flags = 0 if names == "none" else number(names.split(","))
            jobs.append((("--parts", "system", "-f", f, "-t", s, "-p", p, "-a", names,
                          *operands),
                         (host, service, asking.FAMILIES[f], asking.SOCKTYPES[s],
                          asking.PROTOCOLS[p], flags)))
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for difference in pool.map(lambda job: differing(*job), jobs):
            if difference:
                raise Failed(difference)
    print(f"{len(jobs)} runs of the program")


@test
def whole_program_equals_python_for_a_name(_):
    compare_program(("iana.org", "www"), "iana.org", "www", CHOSEN_FLAGS)


@test
def whole_program_equals_python_for_the_null_node(_):
    compare_program(("--null", "ftp"), None, "ftp", ("none", "passive"))


if __name__ == "__main__":
    lab.enter()
    asking.need_binary()
    if not os.access(ASK_ALL, os.X_OK):
        checks.skip(f"ask_all is not built: GS_BUILD is '{os.environ.get('GS_BUILD', '')}'")
    checks.run(lab.Lab())
