# SPDX-License-Identifier: MIT
"""The calls of getaddrinfo that lessons teach, with what the notes say of their answers."""
import socket

import asking
import lab

V4, V6 = socket.AF_INET, socket.AF_INET6
STREAM = socket.SOCK_STREAM
F = asking.FLAGS
MAPPED = F["addrconfig"] | F["v4mapped"]
IANA = {("192.0.43.8", 80), ("2001:500:88:200::8", 80)}
FTP_ANY = {("0.0.0.0", 21), ("::", 21)}
TO_FTP = ("-t", "stream", "-a")

# (what, arguments of the program, arguments of getaddrinfo, (address, port) of the notes)
CALLS = (
    ("mit.edu", ("-t", "any", "-a", "none", "mit.edu", "www"), ("mit.edu", "www"),
     {("104.67.192.104", 80), ("2600:1402:b800:88c::255e", 80),
      ("2600:1402:b800:893::255e", 80)}),
    ("www.example.com", ("-t", "any", "-a", "none", "www.example.com", "80"),
     ("www.example.com", 80),
     {("93.184.215.14", 80), ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", 80)}),
    ("any address, by name", (*TO_FTP, "passive", "--null", "ftp"),
     (None, "ftp", 0, STREAM, 0, F["passive"]), FTP_ANY),
    ("any address, by number", (*TO_FTP, "passive", "--null", "21"),
     (None, "21", 0, STREAM, 0, F["passive"]), FTP_ANY),
    ("loopback, as a client", (*TO_FTP, "none", "--null", "ftp"), (None, "ftp", 0, STREAM),
     {("127.0.0.1", 21), ("::1", 21)}),
    ("a literal", (*TO_FTP, "none", "127.0.0.1", "ftp"), ("127.0.0.1", "ftp", 0, STREAM),
     {("127.0.0.1", 21)}),
    ("localhost", (*TO_FTP, "none", "localhost", "ftp"), ("localhost", "ftp", 0, STREAM),
     {("127.0.0.1", 21), ("::1", 21)}),
    ("ftp.gnu.org", (*TO_FTP, "addrconfig,v4mapped", "ftp.gnu.org", "ftp"),
     ("ftp.gnu.org", "ftp", 0, STREAM, 0, MAPPED),
     {("209.51.188.20", 21), ("2001:470:142:3::b", 21)}),
    ("iana.org", (*TO_FTP, "addrconfig,v4mapped", "iana.org", "www"),
     ("iana.org", "www", 0, STREAM, 0, MAPPED), IANA),
    ("iana.org without flags", (*TO_FTP, "none", "iana.org", "www"),
     ("iana.org", "www", 0, STREAM), IANA),
    ("iana.org with its canonical name", (*TO_FTP, "addrconfig,v4mapped,canonname",
                                          "iana.org", "www"),
     ("iana.org", "www", 0, STREAM, 0, MAPPED | F["canonname"]), IANA),
    ("a literal with its canonical name", ("-4", "-t", "stream", "-p", "tcp", "-a",
                                           "canonname", "192.0.43.8", "80"),
     ("192.0.43.8", 80, V4, STREAM, 6, F["canonname"]), {("192.0.43.8", 80)}),
    ("an international name", (*TO_FTP, "addrconfig,v4mapped", "五粮液.中国", "www"),
     ("xn--dlq917e1ik.xn--fiqs8s", "www", 0, STREAM, 0, MAPPED), {("218.241.105.10", 80)}),
    ("google.com", ("-4", "-t", "stream", "-a", "none", "google.com"),
     ("google.com", None, V4, STREAM), {("142.250.189.142", 0)}),
    ("this machine", ("-4", "-t", "stream", "-a", "none", "atlas.demo.test"),
     ("atlas.demo.test", None, V4, STREAM), {(lab.ADDRESS, 0)}),
    ("all with mapped", ("-6", "-t", "stream", "-a", "v4mapped,all", "iana.org", "www"),
     ("iana.org", "www", V6, STREAM, 0, F["v4mapped"] | F["all"]),
     {("2001:500:88:200::8", 80), ("::ffff:192.0.43.8", 80)}),
)
