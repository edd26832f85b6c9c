#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What a server gets: the real program binds and listens in a network of its own, against the
same calls made by Python; and the dashboard while clients connect to it."""
import errno
import os
import shutil
import socket
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
import lab
from checks import contains, equal, test, true, wait_until
from screen import Screen, need_tmux

PORT = 8000
WITHOUT_RIGHT = ("setpriv", "--bounding-set=-net_bind_service")


def sockets_of(*arguments):
    """-> (the sockets of a report's bind part, the exit status)."""
    document, status = asking.report("--parts", "bind", *arguments)
    equal(document["unfinished"], [], arguments)
    return document["bind"]["sockets"], status


def python_errno(row, held):
    """Opens the socket of a row as a server does; -> errno by name, None when it works."""
    family = socket.AF_INET if row["family"] == "inet" else socket.AF_INET6
    try:
        own = socket.socket(family, asking.SOCKTYPES[row["socktype"]])
        held.append(own)
        if row["v6only"] is not None:
            own.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, int(row["v6only"]))
        if row["socktype"] == "stream":
            own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        own.bind((row["address"], row["port"]))
        if row["socktype"] == "stream":
            own.listen()
    except OSError as error:
        held[-1].close()
        return errno.errorcode[error.errno]
    return None


def is_open(address, port=PORT):
    """Whether somebody listens there."""
    try:
        with socket.create_connection((address, port), timeout=5):
            return True
    except ConnectionRefusedError:
        return False


@test
def python_gets_the_same_errno_on_every_row(_):
    for arguments in (("--null", str(PORT)), ("-a", "none", "--null", str(PORT)),
                      ("-6", "--null", str(PORT)), ("-t", "dgram", "--null", str(PORT)),
                      ("-t", "dgram", "localhost", str(PORT)), ("localhost", str(PORT)),
                      ("127.0.0.1", str(PORT)), (lab.ADDRESS, str(PORT)),
                      (lab.ADDRESS_V_SIX, str(PORT)), ("198.51.100.9", str(PORT))):
        rows, _status = sockets_of(*arguments)
        held = []
        true(rows, arguments)
        for row in rows:
            equal(row["errno"], python_errno(row, held), f"{arguments} {row}")
        for own in held:
            own.close()


@test
def any_address_is_tried_in_the_order_of_libc(_):
    rows, status = sockets_of("--null", str(PORT))
    equal([(row["address"], row["v6only"], row["outcome"]) for row in rows],
          [("0.0.0.0", None, "listening"), ("::", True, "listening"),
           ("::", False, "in_use")])
    equal(status, 0)
    true(not is_open("127.0.0.1"), "the report closed its sockets")


@test
def datagrams_of_localhost_are_bound_on_its_first_row(_):
    rows, status = sockets_of("-t", "dgram", "localhost", str(PORT))
    first = socket.getaddrinfo("localhost", PORT, type=socket.SOCK_DGRAM)[0]
    equal((rows[0]["address"], rows[0]["outcome"], status), (first[4][0], "bound", 0))


@test
def address_of_another_machine_is_not_here(_):
    rows, status = sockets_of("198.51.100.9", str(PORT))
    equal([(row["outcome"], row["failed_call"]) for row in rows],
          [("address_not_here", "bind")])
    equal(status, 4)


@test
def port_that_another_program_has_is_in_use(_):
    with socket.create_server(("127.0.0.1", PORT)):
        rows, status = sockets_of("127.0.0.1", str(PORT))
    equal((rows[0]["outcome"], rows[0]["errno"], status), ("in_use", "EADDRINUSE", 4))


@test
def ports_below_the_thousands_need_privilege(_):
    if not shutil.which(WITHOUT_RIGHT[0]):
        print("  no setpriv: the right to bind low ports cannot be given up")
        return
    done = subprocess.run([*WITHOUT_RIGHT, asking.BINARY, "-r", "--parts", "system,bind",
                           "--null", "ftp"], env=dict(os.environ, LC_ALL="C.UTF-8"),
                          stdout=subprocess.PIPE, encoding="utf-8", check=False).stdout
    contains(done, "needs privilege")
    contains(done, "port 21 is below 1024")
    contains(done, "EACCES")


@test
def what_stands_beside_a_null_node_is_told(_):
    document, _ = asking.report("--parts", "beside", "--null", "ftp")
    equal([(call["host"], [row["address"] for row in call["addresses"]])
           for call in document["beside"]],
          [(None, ["::1", "127.0.0.1"]), ("localhost", ["::1", "127.0.0.1"]),
           ("127.0.0.1", ["127.0.0.1"])])
    document, _ = asking.report("--parts", "beside", "localhost", "ftp")
    equal(document["beside"], [])


def start(options, wait, prefix=""):
    """The dashboard in a new terminal."""
    screen = Screen(120, 40)
    screen.run(f"clear; {prefix} '{asking.BINARY}' {options}")
    screen.wait_for(wait)
    return screen


def listen(screen):
    """Enter, the question, Enter."""
    screen.keys("Enter")
    screen.wait_for("Listen on these?", "Others can reach")
    true(not is_open("127.0.0.1"), "nothing listens before the answer")
    screen.keys("Enter")
    screen.wait_for("open since", "listening")


@test
def clients_of_both_families_are_shown_until_escape(_):
    with start(f"--null {PORT}", "not tried") as screen:
        listen(screen)
        with socket.create_connection((lab.ADDRESS, PORT)) as client:
            screen.wait_for("1 connection", f"{lab.ADDRESS} port {client.getsockname()[1]}")
            equal(client.recv(1), b"", "closed, and nothing was sent")
        with socket.create_connection((lab.ADDRESS_V_SIX, PORT)) as client:
            screen.wait_for("2 connections",
                            f"{lab.ADDRESS_V_SIX} port {client.getsockname()[1]}")
            screen.keys("Tab", "Enter")
            screen.wait_for("(AF_INET6, SOCK_STREAM, IPPROTO_TCP)",
                            f"('{lab.ADDRESS_V_SIX}', {client.getsockname()[1]}, 0, 0)")
        screen.keys("Escape")
        screen.wait_gone("family, type, protocol")
        screen.keys("Escape")
        screen.wait_for("then closed", "2 connections")
        true(not is_open(lab.ADDRESS), "the port is free again")


@test
def refusing_the_question_opens_nothing(_):
    with start(f"--null {PORT}", "not tried") as screen:
        screen.keys("Enter")
        screen.wait_for("Listen on these?")
        screen.keys("Escape")
        screen.wait_gone("Listen on these?")
        contains(screen.text(), "not tried")
        true(not is_open("127.0.0.1"), "nothing listens")


@test
def other_questions_other_views_and_quitting_close(_):
    for keys in (("i", "C-u", "l", "o", "Enter"), ("9",), (*":view", "Space", "9", "Enter"), ("q",),
                 ("b",)):
        with start(f"--null {PORT}", "not tried") as screen:
            listen(screen)
            true(is_open("127.0.0.1"), "it listens")
            screen.keys(*keys)
            wait_until(lambda: not is_open("127.0.0.1"), f"{keys} closes")


@test
def listening_begun_in_a_pause_is_shown_and_closed(_):
    with start(f"--null {PORT}", "not tried") as screen:
        screen.keys("p")
        screen.wait_for("paused")
        screen.keys("b")
        screen.wait_for("Listen on these?")
        screen.keys("Enter")
        screen.wait_for("open since", "listening")
        true(is_open("127.0.0.1"), "it listens")
        screen.keys("Escape")
        wait_until(lambda: not is_open("127.0.0.1"), "Escape closes")


@test
def loopback_is_listened_on_without_a_question(_):
    with start(f"-4 localhost {PORT}", "127.0.0.1") as screen:
        screen.keys("b")
        screen.wait_for("Bind and listen", "open since")
        with socket.create_connection(("127.0.0.1", PORT)) as client:
            screen.wait_for(f"127.0.0.1 port {client.getsockname()[1]}")
        screen.keys("b")
        screen.wait_for("then closed")
        true(not is_open("127.0.0.1"), "the port is free again")


@test
def demo_binds_as_python_does(_):
    for arguments in (("-t", "dgram", "localhost", str(PORT)), ("localhost", str(PORT)),
                      ("--null", str(PORT))):
        rows, status = sockets_of("--demo", *arguments)
        held = []
        for row in rows:
            equal(row["errno"], python_errno(row, held), f"{arguments} {row}")
        for own in held:
            own.close()
        equal(status, 0, arguments)


@test
def datagram_to_localhost_and_its_sender_are_shown_in_the_demo_too(_):
    for mode in ("", "--demo"):
        with start(f"{mode} -4 -t dgram localhost {PORT}", "127.0.0.1") as screen:
            screen.keys("b")
            screen.wait_for("Bind and listen", "bound")
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
                client.sendto(b"hello", ("127.0.0.1", PORT))
                screen.wait_for("1 datagram", f"port {client.getsockname()[1]}")


@test
def client_that_is_accepted_is_shown_in_the_demo_too(_):
    with start(f"--demo -4 localhost {PORT}", "127.0.0.1") as screen:
        screen.keys("b")
        screen.wait_for("Bind and listen", "open since")
        with socket.create_connection(("127.0.0.1", PORT)) as client:
            screen.wait_for("1 connection", f"127.0.0.1 port {client.getsockname()[1]}")


@test
def senders_of_datagrams_are_shown(_):
    with start(f"-4 -t dgram -a none --null {PORT}", "not tried") as screen:
        screen.keys("Enter")
        screen.wait_for("✓ bound")
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.sendto(b"twelve bytes", ("127.0.0.1", PORT))
            screen.wait_for("1 datagram", f"port {client.getsockname()[1]}")
        screen.keys("Tab", "Enter")
        screen.wait_for("12 bytes", "(AF_INET, SOCK_DGRAM, IPPROTO_UDP)")


@test
def another_port_is_offered_where_privilege_is_missing(_):
    if not shutil.which(WITHOUT_RIGHT[0]):
        print("  no setpriv: the right to bind low ports cannot be given up")
        return
    with start("--null ftp", "not tried", " ".join(WITHOUT_RIGHT)) as screen:
        screen.keys("Enter")
        screen.wait_for("Listen on these?")
        screen.keys("Enter")
        screen.wait_for("▲ needs privilege", "port 21 is below 1024", "port 8000 instead")
        screen.keys("Enter")
        screen.wait_for("Listen on these?", "0.0.0.0 port 8000")
        screen.keys("Enter")
        screen.wait_for("✓ listening", "0.0.0.0 port 8000", "0.0.0.0 port 21")
        true(is_open("127.0.0.1"), "the other port is open")


if __name__ == "__main__":
    lab.enter()
    asking.need_binary()
    need_tmux()
    checks.run(lab.Lab())
