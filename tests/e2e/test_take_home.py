#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The texts to take home, run: the C program and the Python script give the rows that the
program itself gives, and each other's."""
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
import lab
from checks import equal, skip, test

# Arguments of the program: several of every kind, and texts that could break out of quotes.
QUESTIONS = (
    ("iana.org", "www"),
    ("iana.org", "www", "--flags", "none"),
    ("www.example.com", "80", "-t", "any"),
    ("-6", "ftp.gnu.org", "ftp"),
    ("-6", "iana.org", "80", "--flags", "v4mapped,all"),
    ("-4", "192.0.43.8", "80", "-p", "tcp", "--flags", "canonname"),
    ("--null", "ftp", "--flags", "passive"),
    ("--null", "21", "-t", "any", "--flags", "none"),
    ("iana.org", "domain", "-t", "dgram", "-p", "udp"),
    ("iana.org", "80", "-p", "sctp"),
    ("127.1", "80", "--flags", "numerichost,numericserv"),
    ("五粮液.中国", "www"),
    ("localhost", "http", "-t", "dgram"),
    ("nosuch.fault.test", "www"),
    ("--exact", "a'b\"c\\d??/$(id)\n`x`", "80"),
    ("--exact", "-x", "80"),
    ("--exact", "b\u00fccher.example", "ww\u00fc"),
    ("iana.org", "99999"),
)


def split(arguments):
    """Options come first, so that a host may begin with a dash."""
    options, operands, rest = [], [], list(arguments)
    while rest:
        word = rest.pop(0)
        takes_value = word in ("-t", "-p", "--flags")
        if word in ("--exact", "--null", "-4", "-6") or takes_value:
            options.append(word)
            options += [rest.pop(0)] if takes_value else []
        else:
            operands.append(word)
    return options + ["--"] + operands


def own_rows(arguments):
    """-> what the program itself gives, as the programs taken home print it; or the code."""
    document, _ = asking.report(*split(arguments))
    system = document["system"]
    if system["error"]:
        return system["error"]["code"]
    return [f"{row['family']} {asking.SOCKTYPES[row['socktype']]} {row['protocol_number']} "
            f"{row['canonname'] or '-'} {row['address']} {row['port']}"
            for row in system["addresses"]]


def taken(kind, arguments):
    """-> the text that the program prints to be taken home."""
    done = asking.run("-o", kind, *split(arguments))
    equal(done.returncode, 0, f"-o {kind} {arguments}: {done.stderr}")
    return done.stdout


def outcome(done):
    """-> the rows a program printed, or the code it failed with."""
    return done.stdout.splitlines() if done.returncode == 0 else int(done.stderr.split()[0])


def run(*command):
    """Runs a program taken home."""
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          encoding="utf-8", check=False, timeout=asking.PATIENCE_S)


@test
def programs_in_c_give_the_same_rows(here):
    for arguments in QUESTIONS:
        source = os.path.join(here.directory, "taken.c")
        binary = os.path.join(here.directory, "taken")
        with open(source, "w", encoding="utf-8") as file:
            file.write(taken("c", arguments))
        compiled = run("cc", "-std=c11", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror",
                       "-o", binary, source)
        equal(compiled.returncode, 0, f"{arguments}: {compiled.stderr}")
        equal(outcome(run(binary)), own_rows(arguments), arguments)


@test
def scripts_in_python_give_the_same_rows(here):
    for arguments in QUESTIONS:
        script = os.path.join(here.directory, "taken.py")
        with open(script, "w", encoding="utf-8") as file:
            file.write(taken("python", arguments))
        equal(outcome(run(sys.executable, script)), own_rows(arguments), arguments)


@test
def getent_gives_the_same_addresses(_):
    for arguments in (("iana.org", "www"), ("-6", "iana.org", "www"), ("localhost", "80")):
        done = run("bash", "-c", taken("getent", arguments))
        own = {line.split()[4] for line in own_rows(arguments)}
        equal({line.split()[0] for line in done.stdout.splitlines()}, own, arguments)


@test
def words_of_a_shell_stay_one_word(_):
    for host in ("a'b", "$(id)", "a b;c", "a\nb", "\x1b[2J'", "-x", "#"):
        line = taken("getent", ("--exact", host, "80")).rstrip("\n")
        echo = run("bash", "-c", line.replace("getent", "printf '%s\\n'", 1))
        equal(echo.stdout.rstrip("\n").split("\n", 1)[1].replace("--\n", ""), host, repr(line))


@test
def curl_is_told_the_addresses(_):
    line = taken("curl", ("iana.org", "www")).split()
    equal(line[:2] + line[3:], ["curl", "--resolve", "http://iana.org/"])
    given = {a.strip("'[]") for a in line[2].strip("'").split(":", 2)[2].split(",")}
    equal(given, {row.split()[4] for row in own_rows(("iana.org", "www"))})


@test
def what_lacks_says_why(_):
    for arguments, kind, status, reason in (
            (("--null", "80"), "dig", 4, "no host was asked"),
            (("nosuch.fault.test", "80"), "curl", 1, "there is no address"),
    ):
        done = asking.run("-o", kind, *split(arguments))
        equal((done.returncode, done.stdout), (status, ""), arguments)
        checks.contains(done.stderr, reason)


if __name__ == "__main__":
    asking.need_binary()
    lab.enter()
    if subprocess.run(["sh", "-c", "command -v cc bash"],
                      stdout=subprocess.DEVNULL, check=False).returncode:
        skip("cc or bash is not installed")
    checks.run(lab.Lab())
