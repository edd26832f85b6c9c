# SPDX-License-Identifier: MIT
"""Clients that really run: each looks a name up and connects, as programs do, and tells over
which family it got through and how long its user waited."""
import asyncio
import socket
import time

TIMEOUT_S = 60


def family_of(connection):
    """The family a client got through with; 0: none."""
    return 0 if connection is None else int(connection.family)


def one_after_another(name, service, family=socket.AF_UNSPEC):
    """Every address in libc's order, each until it is open or the kernel gives it up."""
    began = time.monotonic()
    connection = None
    try:
        rows = socket.getaddrinfo(name, service, family, socket.SOCK_STREAM)
    except socket.gaierror:
        rows = []
    for row in rows:
        attempt = socket.socket(row[0], row[1])
        try:
            attempt.connect(row[4])
            connection = attempt
            break
        except OSError:
            attempt.close()
    waited_s = time.monotonic() - began
    found = family_of(connection)
    if connection is not None:
        connection.close()
    return found, waited_s


def python_serial(name, service):
    """Python's own client of that kind."""
    began = time.monotonic()
    try:
        with socket.create_connection((name, service), TIMEOUT_S) as connection:
            return family_of(connection), time.monotonic() - began
    except OSError:
        return 0, time.monotonic() - began


def happy_eyeballs(name, port, delay_s=0.25):
    """asyncio's race: RFC 8305 from the attempts on, another hand's work."""
    async def race():
        began = time.monotonic()
        try:
            _, writer = await asyncio.wait_for(
                asyncio.open_connection(name, port, happy_eyeballs_delay=delay_s, interleave=1),
                TIMEOUT_S)
        except OSError:
            return 0, time.monotonic() - began
        waited_s = time.monotonic() - began
        found = family_of(writer.get_extra_info("socket"))
        writer.close()
        return found, waited_s
    return asyncio.run(race())
