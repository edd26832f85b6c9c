#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The lab itself: what Python's socket module says in it. Without it the other tests would
compare two wrong things."""
import os
import socket
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import checks
import lab
from checks import equal, test

V4, V6 = socket.AF_INET, socket.AF_INET6


def addresses(*arguments):
    """What getaddrinfo gives: [(family, address, port)] without repetitions."""
    rows = [(row[0], row[4][0], row[4][1]) for row in socket.getaddrinfo(*arguments)]
    return list(dict.fromkeys(rows))


@test
def names_of_the_lessons_have_their_addresses(_):
    stream = socket.SOCK_STREAM
    for arguments, wanted in (
            (("mit.edu", "www"), {(V4, "104.67.192.104", 80),
                                  (V6, "2600:1402:b800:88c::255e", 80),
                                  (V6, "2600:1402:b800:893::255e", 80)}),
            (("www.example.com", 80), {(V4, "93.184.215.14", 80),
                                       (V6, "2606:2800:21f:cb07:6820:80da:af6b:8b2c", 80)}),
            (("ftp.gnu.org", "ftp", 0, stream), {(V4, "209.51.188.20", 21),
                                                 (V6, "2001:470:142:3::b", 21)}),
            (("iana.org", "www", 0, stream), {(V4, "192.0.43.8", 80),
                                              (V6, "2001:500:88:200::8", 80)}),
            (("xn--dlq917e1ik.xn--fiqs8s", "www", 0, stream), {(V4, "218.241.105.10", 80)}),
            (("localhost", "ftp", 0, stream), {(V4, "127.0.0.1", 21), (V6, "::1", 21)}),
    ):
        equal(set(addresses(*arguments)), wanted, arguments)


@test
def both_families_have_a_global_source(_):
    for family, target, source in ((V4, "192.0.43.8", lab.ADDRESS),
                                   (V6, "2001:500:88:200::8", lab.ADDRESS_V_SIX)):
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((target, 80))
            equal(probe.getsockname()[0], source)


@test
def names_lead_back(_):
    equal(socket.gethostbyaddr("142.250.189.142")[:2], ("mia09s26-in-f14.1e100.net", []))
    equal(socket.gethostbyname("mia09s26-in-f14.1e100.net"), "142.250.189.142")
    for address in ("192.0.43.8", "2001:500:88:200::8"):
        equal(socket.gethostbyaddr(address)[0], "43-8.any.icann.org")


@test
def this_machine_has_the_name_of_the_hosts_file(_):
    equal(socket.gethostname(), lab.HOST_NAME)
    equal(socket.gethostbyname(socket.getfqdn()), lab.ADDRESS)


@test
def absent_names_and_types_differ(_):
    for name, code in (("nosuch.fault.test", socket.EAI_NONAME),
                       ("nodata.fault.test", socket.EAI_NODATA)):
        try:
            socket.getaddrinfo(name, None)
        except socket.gaierror as error:
            equal(error.errno, code, name)
        else:
            raise checks.Failed(f"{name} has an address")


@test
def second_server_has_other_addresses(_):
    if subprocess.run(["sh", "-c", "command -v kdig"], stdout=subprocess.DEVNULL).returncode:
        equal(lab.answers("127.0.0.2", 5300), True)
        return
    for server in ("@127.0.0.2", "@::1"):
        out = subprocess.run(["kdig", "-p", "5300", server, "+short", "iana.org", "A"],
                             stdout=subprocess.PIPE, text=True, check=True)
        equal(out.stdout.strip(), "203.0.113.8", server)


@test
def files_of_the_namespace_can_change(room):
    room.set_file("/etc/hosts", "203.0.113.77 iana.org\n")
    equal(addresses("iana.org", None, V4)[0][1], "203.0.113.77")
    room.restore_file("/etc/hosts")
    equal(addresses("iana.org", None, V4)[0][1], "192.0.43.8")


if __name__ == "__main__":
    lab.enter()
    checks.run(lab.Lab())
