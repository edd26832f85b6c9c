# SPDX-License-Identifier: MIT
"""The zone of the mail tests, with what is to come out of it.

    ;= DOMAIN | KIND | EXCHANGE; EXCHANGE ...   EXCHANGE: preference name status addresses
    ;! NAME TYPE FAULT                          servfail, refused, silent or truncated

Names are relative to mail.test unless they end in a dot.
"""
import re

ORIGIN = "mail.test"

ZONE = r"""
$ORIGIN mail.test.
$TTL 300
@            SOA   ns hostmaster 1 7200 900 1209600 300
@            NS    ns
ns           A     127.0.0.1

; ---- exchanges that many share
mx           A     192.0.2.1
mx           AAAA  2001:db8::1
mx4          A     192.0.2.4
mx6          AAAA  2001:db8::6
many         A     192.0.2.31
many         A     192.0.2.32
many         AAAA  2001:db8::31
alias        CNAME mx
dangling     CNAME nosuch
loop         CNAME loop2
loop2        CNAME loop
noaddress    TXT   "no address here"
under_score  A     192.0.2.9

;= both | mx | 10 mx ok 192.0.2.1 2001:db8::1
both         MX    10 mx
;= vfour | mx | 10 mx4 ok 192.0.2.4
vfour        MX    10 mx4
;= vsix | mx | 10 mx6 ok 2001:db8::6
vsix         MX    10 mx6
;= sorted | mx | 5 mx4 ok 192.0.2.4; 10 mx ok 192.0.2.1 2001:db8::1; 20 mx6 ok 2001:db8::6
sorted       MX    20 mx6
sorted       MX    5  mx4
sorted       MX    10 mx
;= equal | mx | 10 mx ok 192.0.2.1 2001:db8::1; 10 mx4 ok 192.0.2.4
equal        MX    10 mx4
equal        MX    10 mx
;= groups | mx | 10 mx ok 192.0.2.1 2001:db8::1; 10 mx4 ok 192.0.2.4; 20 mx6 ok 2001:db8::6; 30 nosuch nxdomain
groups       MX    10 mx
groups       MX    10 mx4
groups       MX    20 mx6
groups       MX    30 nosuch
;= twice | mx | 10 mx4 ok 192.0.2.4; 20 mx4 ok 192.0.2.4
twice        MX    10 mx4
twice        MX    20 mx4
;= several | mx | 10 many ok 192.0.2.31 192.0.2.32 2001:db8::31
several      MX    10 many
;= zero | mx | 0 mx4 ok 192.0.2.4
zero         MX    0 mx4
;= highest | mx | 65535 mx4 ok 192.0.2.4
highest      MX    65535 mx4
;= itself | mx | 10 itself ok 192.0.2.60
itself       MX    10 itself
itself       A     192.0.2.60
;= any.wild | mx | 10 mx4 ok 192.0.2.4
*.wild       MX    10 mx4
;= xn--bcher-kva | mx | 10 xn--mx-bcher-o2a ok 192.0.2.61
xn--bcher-kva      MX 10 xn--mx-bcher-o2a
xn--mx-bcher-o2a   A  192.0.2.61
;= underscored | mx | 10 under_score ok 192.0.2.9
underscored  MX    10 under_score

; ---- no MX
;= implicitfour | implicit | 0 implicitfour ok 192.0.2.40
implicitfour A     192.0.2.40
;= implicitsix | implicit | 0 implicitsix ok 2001:db8::40
implicitsix  AAAA  2001:db8::40
;= implicit | implicit | 0 implicit ok 192.0.2.41 2001:db8::41
implicit     A     192.0.2.41
implicit     AAAA  2001:db8::41
;= nothing | none |
nothing      TXT   "neither MX nor address"
;= nosuch | nxdomain |

; ---- null MX: RFC 7505
;= null | null | 0 .
null         MX    0 .
null         A     192.0.2.50
;= nullten | null | 10 .
nullten      MX    10 .
;= nullbeside | mx | 0 . none; 10 mx4 ok 192.0.2.4
nullbeside   MX    0 .
nullbeside   MX    10 mx4
;= twonulls | mx | 0 . none; 10 . none
twonulls     MX    0 .
twonulls     MX    10 .
twonulls     A     192.0.2.51

; ---- CNAME at the domain restarts with its target
;= alias1 | mx | 10 mx4 ok 192.0.2.4
alias1       CNAME vfour
;= alias2 | mx | 10 mx4 ok 192.0.2.4
alias2       CNAME alias1
;= aliasimplicit | implicit | 0 implicit ok 192.0.2.41 2001:db8::41
aliasimplicit CNAME implicit
;= aliasnull | null | 0 .
aliasnull    CNAME null
;= aliasnowhere | nxdomain |
aliasnowhere CNAME nosuch
;= loop | invalid |
;= aliasfail | temporary_failure |
aliasfail    CNAME mx.elsewhere.example.
;= chain0 | invalid |
chain0       CNAME chain1
chain1       CNAME chain2
chain2       CNAME chain3
chain3       CNAME chain4
chain4       CNAME chain5
chain5       CNAME chain6
chain6       CNAME chain7
chain7       CNAME chain8
chain8       CNAME chain9
chain9       MX    10 mx4

; ---- targets that are no good
;= cnametarget | mx | 10 alias ok 192.0.2.1 2001:db8::1
cnametarget  MX    10 alias
;= danglingtarget | mx | 10 dangling nxdomain
danglingtarget MX  10 dangling
;= addresstarget | mx | 10 192.0.2.1. none; 20 mx4 ok 192.0.2.4
addresstarget MX   10 192.0.2.1.
addresstarget MX   20 mx4
;= missing | mx | 10 nosuch nxdomain; 20 mx4 ok 192.0.2.4
missing      MX    10 nosuch
missing      MX    20 mx4
;= empty | mx | 10 noaddress nodata
empty        MX    10 noaddress
empty        A     192.0.2.52
;= useless | mx | 10 nosuch nxdomain; 20 noaddress nodata; 30 192.0.2.1. none
useless      MX    10 nosuch
useless      MX    20 noaddress
useless      MX    30 192.0.2.1.
useless      A     192.0.2.53
useless      AAAA  2001:db8::53
;= local | mx | 10 localhost. none; 20 host.onion. none
local        MX    10 localhost.
local        MX    20 host.onion.
;= outside | mx | 10 mx.elsewhere.example. temporary_failure
outside      MX    10 mx.elsewhere.example.

; ---- faults
;= mxfail | temporary_failure |
;! mxfail MX servfail
mxfail       A     192.0.2.70
;= mxrefused | temporary_failure |
;! mxrefused MX refused
mxrefused    A     192.0.2.71
;= mxsilent | temporary_failure |
;! mxsilent MX silent
mxsilent     A     192.0.2.72
;= truncated | mx | 10 mx ok 192.0.2.1 2001:db8::1; 20 mx4 ok 192.0.2.4
;! truncated MX truncated
truncated    MX    10 mx
truncated    MX    20 mx4
;= afail | mx | 10 a.afail ok 2001:db8::80
;! a.afail A servfail
afail        MX    10 a.afail
a.afail      A     192.0.2.80
a.afail      AAAA  2001:db8::80
;= afailalone | mx | 10 a.afailalone temporary_failure
;! a.afailalone A servfail
afailalone   MX    10 a.afailalone
a.afailalone A     192.0.2.81
;= bothfail | mx | 10 a.bothfail temporary_failure; 20 mx4 ok 192.0.2.4
;! a.bothfail A servfail
;! a.bothfail AAAA refused
bothfail     MX    10 a.bothfail
bothfail     MX    20 mx4
a.bothfail   A     192.0.2.82
;= asilent | mx | 10 a.asilent ok 192.0.2.83
;! a.asilent AAAA silent
asilent      MX    10 a.asilent
a.asilent    A     192.0.2.83
;= implicitfail | temporary_failure |
;! implicitfail A servfail
implicitfail A     192.0.2.84
;= implicithalf | implicit | 0 implicithalf ok 2001:db8::85
;! implicithalf A servfail
implicithalf A     192.0.2.85
implicithalf AAAA  2001:db8::85
;= cutaddress | mx | 10 a.cutaddress ok 192.0.2.86 2001:db8::86
;! a.cutaddress A truncated
cutaddress   MX    10 a.cutaddress
a.cutaddress A     192.0.2.86
a.cutaddress AAAA  2001:db8::86

; ---- what stands beside the plan
beside       MX    10 mx
beside       MX    20 mx4
beside       TXT   "unrelated"
beside       TXT   "v=spf1 mx -all"
_dmarc.beside      TXT "v=DMARC1; p=reject"
_mta-sts.beside    TXT "v=STSv1; id=1"
_smtp._tls.beside  TXT "v=TLSRPTv1; rua=mailto:a@b.test"
_25._tcp.mx  TLSA  3 1 1 0b9fa5a59eed715c26c1020c711b4f6ec42d58b0015e14337a39dad301c5afc3
_25._tcp.mx  TLSA  2 0 1 8d02536c887482bc34ff54e41d2ba659bf85b341a0a20afadb5813dcfbcf286d
twospf       MX    10 mx4
twospf       TXT   "v=spf1 mx -all"
twospf       TXT   "v=spf1 +all"
hostile      MX    10 a.hostile
hostile      MX    20 \027\[31mred\226\128\174
hostile      TXT   "v=spf1 \027]0;owned\007 -all"
a.hostile    A     192.0.2.90
_25._tcp.a.hostile TXT "no TLSA"

; ---- exchanges to be greeted
smtp         MX    1  good.smtp
smtp         MX    2  notls.smtp
smtp         MX    3  unwilling.smtp
smtp         MX    4  closes.smtp
smtp         MX    5  resets.smtp
smtp         MX    6  garbage.smtp
smtp         MX    7  flood.smtp
smtp         MX    8  mute.smtp
smtp         MX    9  refused.smtp
smtp         MX    10 drips.smtp
smtp         MX    11 escapes.smtp
smtp         MX    12 bare.smtp
"""

SMTP = ("good", "notls", "unwilling", "closes", "resets", "garbage", "flood", "mute",
        "refused", "drips", "escapes", "bare")


def smtp_address(name):
    """Where an exchange of the SMTP tests is."""
    return f"127.0.1.{SMTP.index(name) + 1}"


def whole_zone():
    """-> the text for the name server."""
    lines = [ZONE]
    lines += [f"big MX {i} m{i}.big\nm{i}.big A 192.0.2.{i}" for i in range(1, 71)]
    lines += [f"wide A 192.0.2.{i}\nwide A 198.51.100.{i}" for i in range(1, 26)]
    lines += ["widemx MX 10 wide"]
    lines += [f"{name}.smtp A {smtp_address(name)}" for name in SMTP]
    return "\n".join(lines) + "\n"


def absolute(name):
    """A name of the zone without its final dot."""
    return name[:-1] or "." if name.endswith(".") else f"{name}.{ORIGIN}"


def cases():
    """-> [(domain, kind, [(preference, name, status, {addresses})])]"""
    found = []
    for domain, kind, rest in re.findall(r"(?m)^;= (\S+) \| (\S+) \|(.*)$", ZONE):
        exchanges = []
        for text in filter(None, map(str.strip, rest.split(";"))):
            preference, name, *more = text.split()
            exchanges.append((int(preference), absolute(name), (more or [None])[0],
                              frozenset(more[1:])))
        found.append((absolute(domain), kind, exchanges))
    return found


def faults():
    """-> {(name, type): fault}"""
    return {(absolute(name), kind): fault
            for name, kind, fault in re.findall(r"(?m)^;! (\S+) (\S+) (\S+)$", ZONE)}
