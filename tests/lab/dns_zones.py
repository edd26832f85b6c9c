# SPDX-License-Identifier: MIT
"""The zones of the DNS lab (dns_lab.py), as text. `{ds}` stands where the keys of a child
belong; everything below `test.` is made for one thing each, named in the comments."""

ROOT, TOP, CHILD, OTHER = "127.0.1.1", "127.0.1.2", "127.0.1.3", "127.0.1.4"
RESOLVER, NOBODY = "127.0.1.53", "127.0.1.9"

SOA = "@ SOA ns1 hostmaster 2026112201 7200 900 1209600 300\n"
HEAD = "$TTL 3600\n" + SOA + f"@ NS ns1\nns1 A {CHILD}\n"

ROOT_ZONE = f"""$TTL 86400
. SOA a.nic. hostmaster.nic. 2026112201 1800 900 604800 600
. NS a.nic.
a.nic. A {ROOT}
test. NS ns1.nic.test.
ns1.nic.test. A {TOP}
in-addr.arpa. NS ns1.nic.test.
{{ds}}"""

TOP_ZONE = f"""$TTL 86400
test. SOA ns1.nic.test. hostmaster.nic.test. 2026112201 1800 900 604800 600
test. NS ns1.nic.test.
ns1.nic.test. A {TOP}
""" + "".join(f"{zone}.test. NS ns1.{zone}.test.\nns1.{zone}.test. A {address}\n"
              for zone, address in (
                  ("types", CHILD), ("nsec3", CHILD), ("plain", CHILD), ("wrongds", CHILD),
                  ("nods", CHILD), ("differ", CHILD), ("big", CHILD), ("tampered", OTHER),
                  ("expired", OTHER), ("lame", OTHER), ("dead", NOBODY))) + f"""
differ.test. NS ns2.differ.test.
ns2.differ.test. A {OTHER}
half.test. NS ns1.half.test.
half.test. NS ns2.half.test.
ns1.half.test. A {CHILD}
ns2.half.test. A {OTHER}
noglue.test. NS ns1.noglue.test.
hostile.test. NS ns1.hostile.test.
ns1.hostile.test. A 127.0.1.66
{{ds}}"""

# One record of every type that is named, and one that is not.
TYPES_ZONE = HEAD + f"""@ NS ns2
ns2 A {CHILD}
@ 300 A 192.0.2.1
@ 300 A 192.0.2.2
@ 300 AAAA 2001:db8::1
@ 300 AAAA 2001:db8::2
@ MX 10 mail
@ MX 10 mail2
@ MX 20 mail.plain.test.
@ TXT "v=spf1 mx -all"
@ TXT "one " "two; \\"three\\" \\\\ four" "\\001\\200\\255" ""
@ CAA 0 issue "ca.example; validationmethods=dns-01"
@ CAA 128 iodef "mailto:security@types.test"
@ HTTPS 1 . alpn=h2,h3 ipv4hint=192.0.2.1,192.0.2.2 ipv6hint=2001:db8::1
@ HTTPS 2 svc.types.test. port=8443 mandatory=port,alpn alpn=h2 key65333=abc
@ LOC 52 22 23.000 N 4 53 32.000 E -2.00m 1m 10000m 10m
www CNAME @
svc SVCB 1 svc2.types.test. alpn=dot,doq port=853 key7="/dns-query{{?dns}}"
alias SVCB 0 svc.types.test.
_sip._tcp SRV 10 60 5060 sip1
_sip._tcp SRV 10 40 5060 sip2
_sip._tcp SRV 20 0 5060 sip3.plain.test.
_none._tcp SRV 0 0 0 .
naptr NAPTR 100 10 "u" "E2U+sip" "!^.*$!sip:info@types.test!" .
naptr NAPTR 100 20 "s" "SIP+D2U" "" _sip._udp.types.test.
ptr PTR www
_25._tcp.mail TLSA 3 1 1 8d02536c887482bc34ff54e41d2ba659bf85b341a0a20afadb5813dcfbcf286d
_25._tcp.mail TLSA 2 0 2 {"ab" * 64}
mail A 192.0.2.25
mail AAAA 2001:db8::25
mail2 A 192.0.2.26
host SSHFP 4 2 {"0123456789abcdef" * 4}
host SSHFP 1 1 {"c0" * 20}
_ftp._tcp URI 10 1 "ftp://ftp.types.test/public"
unknown TYPE65280 \\# 4 c0000280
empty TYPE65281 \\# 0
hinfo HINFO "PDP-11" "UNIX"
rp RP admin.types.test. text.types.test.
afs AFSDB 1 afs.types.test.
smime SMIMEA 3 0 0 0011223344
pgp OPENPGPKEY AQIDBAUGBwgJCg==
csync CSYNC 66 3 A NS AAAA
eui EUI48 00-00-5e-00-53-2a
eui EUI64 00-00-5e-ef-10-00-00-2a
ds-of DS 12345 13 2 {"0123456789abcdef" * 4}
delegated NS ns1.delegated
delegated DS 12345 13 2 {"fedcba9876543210" * 4}
ns1.delegated A {NOBODY}
leaf.of.empty A 192.0.2.3
*.wild A 192.0.2.4
*.wild TXT "any name below wild"
chain CNAME chain2
chain2 CNAME chain3.plain.test.
dangling CNAME nosuch
loop CNAME loop2
loop2 CNAME loop
tree DNAME plain.test.
UPPER A 192.0.2.5
odd\\.label A 192.0.2.6
sp\\032ace A 192.0.2.7
xn--fa-hia A 192.0.2.8
long TXT {" ".join(f'"{n:03d} {"x" * 200}"' for n in range(12))}
""" + "".join(f"round A 198.51.100.{n}\n" for n in range(120))

PLAIN_ZONE = HEAD + """@ A 192.0.2.10
www A 192.0.2.11
chain3 CNAME www
mail A 192.0.2.12
sip3 A 192.0.2.13
"""

SMALL_ZONE = HEAD + "@ A 192.0.2.20\nwww A 192.0.2.21\n@ TXT \"small\"\n*.wild A 192.0.2.22\n"

# What two servers of one zone say of the same name differs.
DIFFER_ZONE = HEAD + f"@ NS ns2\nns2 A {OTHER}\n@ A 192.0.2.30\nwww A 192.0.2.31\n"
DIFFER_OTHER = DIFFER_ZONE.replace("192.0.2.31", "192.0.2.32")

# An answer of 4,000 records and a text of 64 KiB: neither comes by UDP.
BIG_ZONE = HEAD + "".join(f"many A 10.0.{n // 250}.{n % 250 + 1}\n" for n in range(4000)) + (
    "text TXT " + " ".join(f'"{n:03d}{"y" * 252}"' for n in range(255)) + "\n")

# Of 192.0.2.0/24 one part of sixteen addresses is kept elsewhere. RFC 2317.
REVERSE_ZONE = f"""$TTL 3600
2.0.192.in-addr.arpa. SOA ns1.plain.test. hostmaster.plain.test. 1 7200 900 1209600 300
2.0.192.in-addr.arpa. NS ns1.plain.test.
$ORIGIN 2.0.192.in-addr.arpa.
10 PTR plain.test.
11 PTR www.plain.test.
11 PTR alias.plain.test.
12 PTR nosuch.plain.test.
13 PTR \\027\\[31mowned\\007\\226\\128\\174.plain.test.
14 TXT "no PTR here"
15 PTR xn--fa-hia.types.test.
0/28 NS ns1.plain.test.
""" + "".join(f"{n} CNAME {n}.0/28\n" for n in range(1, 9))
PART_ZONE = """$TTL 3600
0/28.2.0.192.in-addr.arpa. SOA ns1.plain.test. hostmaster.plain.test. 1 7200 900 1209600 300
0/28.2.0.192.in-addr.arpa. NS ns1.plain.test.
$ORIGIN 0/28.2.0.192.in-addr.arpa.
""" + "".join(f"{n} PTR {'types.test.' if n < 3 else 'www.plain.test.'}\n" for n in range(1, 6))
ARPA_ZONE = f"""$TTL 3600
in-addr.arpa. SOA ns1.nic.test. hostmaster.nic.test. 1 7200 900 1209600 300
in-addr.arpa. NS ns1.nic.test.
2.0.192.in-addr.arpa. NS ns1.plain.test.
"""
