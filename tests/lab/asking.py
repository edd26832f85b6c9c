# SPDX-License-Identifier: MIT
"""How tests ask: the program under test, and Python's socket module as the independent caller
of the same libc. A row is (family, socktype, protocol, canonname, address, port, scope id)."""
import json
import os
import socket
import subprocess

from checks import Failed, skip

BINARY = os.environ.get("GS_BINARY", "")
FAMILIES = {"any": 0, "inet": socket.AF_INET, "inet6": socket.AF_INET6}
SOCKTYPES = {"any": 0, "stream": socket.SOCK_STREAM, "dgram": socket.SOCK_DGRAM,
             "raw": socket.SOCK_RAW, "rdm": socket.SOCK_RDM,
             "seqpacket": socket.SOCK_SEQPACKET}
PROTOCOLS = {"0": 0, "icmp": 1, "tcp": 6, "udp": 17, "sctp": 132, "raw": 255, "ipv6-icmp": 58}
# The numbers of <netdb.h>; Python has no name for the last two.
FLAGS = {"passive": 0x1, "canonname": 0x2, "numerichost": 0x4, "v4mapped": 0x8, "all": 0x10,
         "addrconfig": 0x20, "numericserv": 0x400, "idn": 0x40, "canonidn": 0x80}
PATIENCE_S = 60


def need_binary():
    """Skips the program when there is nothing to test."""
    if not os.access(BINARY, os.X_OK):
        skip(f"there is no program to test: GS_BINARY is '{BINARY}'")


def run(*arguments, env=None, **options):
    """Runs the program; -> the finished process, its output as text, or as bytes with encoding=None."""
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE,
               "stdin": subprocess.DEVNULL, "encoding": "utf-8", **options}
    return subprocess.run([BINARY, *arguments], env=dict(os.environ, **(env or {})),
                          timeout=PATIENCE_S, check=False, **options)


def report(*arguments, env=None):
    """Runs the program with -o json; -> (the document, the exit status)."""
    done = run("-o", "json", *arguments, env=env)
    try:
        return json.loads(done.stdout), done.returncode
    except ValueError:
        raise Failed(f"no JSON from {arguments}: exit {done.returncode}\n"
                     f"{done.stdout}\n{done.stderr}") from None


def program_rows(document):
    """-> rows in the program's order, or the EAI code."""
    system = document["system"]
    if system["error"]:
        return system["error"]["code"]
    return [(FAMILIES[row["family"]], SOCKTYPES[row["socktype"]], row["protocol_number"],
             row["canonname"] or "", row["address"].partition("%")[0], row["port"],
             row["scope_id"])
            for row in system["addresses"]]


def python_rows(host, service, family=0, socktype=0, protocol=0, flags=0):
    """-> rows in libc's order, or the EAI code."""
    host = host.encode() if isinstance(host, str) else host  # bytes pass as they are
    try:
        found = socket.getaddrinfo(host, service, family, socktype, protocol, flags)
    except socket.gaierror as error:
        return error.errno
    return [(int(row[0]), int(row[1]), row[2], row[3], row[4][0].partition("%")[0], row[4][1],
             row[4][3] if len(row[4]) > 2 else 0) for row in found]
