# SPDX-License-Identifier: MIT
"""The independent client: what kdig says to a question, and the program's answer in the same
form, so that the two can be compared as values."""
import re
import subprocess

import asking
from checks import Failed

# Types whose unquoted words are hexadecimal: case does not count.
HEX = {"TLSA", "SSHFP", "DS", "CDS", "SMIMEA", "EUI48", "EUI64", "NSEC3", "NSEC3PARAM"}
# The words of --dns, as kdig has them.
OPTIONS = {"do": "+dnssec", "cd": "+cdflag", "nsid": "+nsid", "cookie": "+cookie", "tcp": "+tcp",
           "norec": "+norecurse", "noad": "+noadflag", "noedns": "+noedns",
           "subnet=192.0.2.0/24": "+subnet=192.0.2.0/24"}
WORD = re.compile(r'((?:[^\s"\\]|\\.)*)("(?:[^"\\]|\\.)*")?')
ESCAPE = re.compile(rb"\\(\d{3}|.)", re.S)


def unescape(text):
    """The bytes of a word with `\\DDD` and `\\x`."""
    return ESCAPE.sub(lambda m: bytes([int(m[1])]) if len(m[1]) == 3 else m[1],
                      text.encode("utf-8", "surrogateescape"))


def words(text):
    """-> [(is quoted, bytes)]; `key="value"` is one word that is not quoted."""
    found, at = [], 0
    while True:
        at += len(text[at:]) - len(text[at:].lstrip())
        match = WORD.match(text, at)
        if match.end() == at:
            return found
        at = match.end()
        plain, quoted = match[1], match[2]
        if quoted is None:
            found.append((False, plain))
        elif plain:
            found.append((False, plain + quoted[1:-1]))
        else:
            found.append((True, unescape(quoted[1:-1])))


def number_of(word):
    """A number of a LOC record: 23, 23.000, -2m, 1.00m."""
    return f"{float(word.rstrip('m')):g}" if re.fullmatch(r"-?[0-9.]+m?", word) else word


def parameter_of(word):
    """One parameter of SVCB: the names of keys and the order in `mandatory` vary."""
    key, _, value = word.partition("=")
    key = {"dohpath": "key7", "ech": "key5", "no-default-alpn": "key2"}.get(key, key)
    value = unescape(value).decode("latin-1")
    return f"{key}={','.join(sorted(value.split(','))) if key == 'mandatory' else value}"


def canonical(kind, text):
    """The data of a record in one form, whoever wrote it."""
    found = []
    for index, (is_quoted, word) in enumerate(words(text)):
        if not is_quoted:
            if kind == "LOC":
                word = number_of(word)
            elif kind in ("SVCB", "HTTPS") and index > 1:
                word = parameter_of(word)
            elif kind in HEX or text.startswith("\\#"):
                word = word.lower()
            word = word if word == "." else word.rstrip(".")
        found.append(word)
    if text.startswith("\\#") or kind in ("TLSA", "SSHFP", "DS", "SMIMEA"):
        head = 2 if text.startswith("\\#") else 2 + (kind != "SSHFP")
        found = found[:head] + ["".join(found[head:])]
    elif kind in ("DNSKEY", "OPENPGPKEY", "RRSIG"):
        head = {"DNSKEY": 3, "OPENPGPKEY": 0, "RRSIG": 8}[kind]
        found = found[:head] + ["".join(found[head:])]
    return tuple(found)


def owner(name):
    """A name in one form: no final dot."""
    return name if name == "." else name.rstrip(".")


class Answer:
    """rcode, flags, transport, extended errors and sections of one answer. A section is
    {(owner, type, data): [TTLs]}."""

    def __init__(self, rcode, flags, transport, errors, sections):
        self.rcode, self.flags, self.transport = rcode, flags, transport
        self.errors, self.sections = errors, sections


def section_of(records):
    """Records (owner, ttl, type, text) as a section."""
    section = {}
    for name, ttl, kind, text in records:
        section.setdefault((owner(name), kind, canonical(kind, text)), []).append(ttl)
    return {key: sorted(ttls) for key, ttls in section.items()}


def parse_kdig(text):
    """The last answer in kdig's output."""
    text = text[text.rindex(";; ->>HEADER<<-"):]
    rcode = re.search(r"ext-rcode: (\w+)", text) or re.search(r"status: (\w+)", text)
    status = re.search(r"status: (\w+)", text)[1]
    rcode = status if status not in ("NOERROR",) else rcode[1]
    flags = re.search(r";; Flags: ([a-z ]*)", text)[1].split()
    sections = {}
    for part in ("ANSWER", "AUTHORITY", "ADDITIONAL"):
        body = re.search(rf";; {part} SECTION:\n(.*?)\n(?:\n|\Z)", text, re.S)
        records = []
        for line in body[1].splitlines() if body else []:
            name, ttl, class_, kind, data = re.split(r"\s+", line, maxsplit=4)
            if class_ != "IN":
                raise Failed(f"another class: {line}")
            records.append((name, int(ttl), kind, data))
        sections[part.lower()] = section_of(records)
    answer = Answer(rcode, set(flags) - {"qr"}, re.search(r"\((UDP|TCP)\) in", text)[1].lower(),
                    sorted(int(code) for code in re.findall(r"(?m)^;; EDE: (\d+)", text)),
                    sections)
    for option in ("nsid", "cookie"):
        found = re.search(rf"(?m)^;; {option.upper()}: ([0-9A-F]+)", text)
        setattr(answer, option, found[1].lower() if found else None)
    return answer


def kdig(server, name, kind, *options):
    """Asks as the program does: EDNS, AD, no look-up of other names. Takes: what differs,
    in the program's words ("do", "size=512") too."""
    options = [OPTIONS.get(option, option) for option in options]
    options = [option.replace("size=", "+bufsize=") if option.startswith("size=") else option
               for option in options]
    done = subprocess.run(["kdig", "+noidn", "+edns", "+bufsize=1232", "+adflag", "+retry=1",
                           "+timeout=5", *options, "-q", f"{name}.".replace("..", "."), "-t", kind,
                           f"@{server}"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          encoding="utf-8", errors="surrogateescape", check=False)
    if ";; ->>HEADER<<-" not in done.stdout:
        raise Failed(f"kdig has no answer: {done.stdout}")
    return parse_kdig(done.stdout)


def program_queries(server, name, kinds, *options):
    """What the program reports of each type: {type: its JSON object}."""
    document, _ = asking.report("--parts", "records", "--types", kinds, "--server", server,
                                "-T", "10", *options, name)
    queries = {query["type"]: query for query in document["records"]["queries"]}
    for kind, query in queries.items():
        if query["name"] != owner(name):
            raise Failed(f"{kind}: {query['name']} was asked instead of {name}")
    return queries


def program(server, name, kind, *options):
    """The program's answer to one question."""
    query = program_queries(server, name, kind, *options)[kind]
    sections = {part: section_of((r["name"], r["ttl_s"], r["type"], r["text"])
                                 for r in query[part])
                for part in ("answer", "authority", "additional")}
    edns = query["edns"] or {"errors": []}
    answer = Answer(query["rcode"], set(query["flags"]), query["transport"],
                    sorted(error["code"] for error in edns["errors"]), sections)
    answer.query = query
    answer.nsid = (edns.get("nsid") or {}).get("hex")
    answer.cookie = edns.get("cookie")
    return answer
