#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""International names: the same names to the program and to the idn2 command (the A-label must
be the same, or both refuse, or a reason says why not), and names in any script at every input
of the real program, with its demo for a name server."""
import glob
import json
import os
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
import lab
from checks import contains, equal, skip, test, true
from screen import Screen, need_tmux

JOINER, NON_JOINER = "\u200d", "\u200c"
ISOLATE, POP_ISOLATE = "\u2068", "\u2069"

# Both give the same A-labels.
SAME = [
    "bücher.example", "faß.de", "straße.example", "FAẞ.de", "BÜCHER.example", "Ünïcödé.example",
    "bu\u0308cher.example", "五粮液.中国", "五粮液。中国", "五粮液．中国", "五粮液｡中国",
    "xn--dlq917e1ik.xn--fiqs8s", "XN--BCHER-KVA.example", "例え.テスト", "東京タワー.jp", "はじめよう.みんな",
    "한국.kr", "正體.台灣", "中国。中国", "ㄅㄆㄇ.tw", "пример.испытание", "россия.рф", "аррӏе.com",
    "раypal.com", "ελλάδα.gr", "βόλος.com", "Βόλος.com", "ΒΌΛΟΣ.com", "παράδειγμα.δοκιμή",
    "אב.example", "דוגמה.טעסט", "אב1.example", "قطر.example", "مثال.إختبار", "ا١٢.example",
    "उदाहरण.परीक्षा", "क्" + JOINER + "ष.example", "क्" + NON_JOINER + "ष.example",
    "نامه" + NON_JOINER + "ای.com", "உதாரணம்.பரிட்சை", "ไทย.th", "ตัวอย่าง.ไทย", "උදාහරණ.lk",
    "უკრაინა.ge", "հայ.հայ", "አማርኛ.et", "ភាសា.kh", "မြန်မာ.mm", "ลาว.la", "ཀཀ.bt", "ꦧ.id",
    "l·l.cat", "a·b.cat", "ア・ア.jp", "a・b.jp", "קו״ח.il", "͵α.gr", "Ａｂｃ．example", "１.example",
    "Ⅷ.example", "ﬁ.example", "ｆａß.de", "_dmarc.bücher.example",
    "_25._tcp.mx.bücher.example", "sub-domain.bücher.example", "1a.אב", "a\u00adb.ä", "ü1-2.example",
    "ø.no", "đ.hr", "ł.pl", "ə.az", "ı.tr", "İstanbul.tr", "ǆ.hr", "ʻokina.ä", "bücher.example.",
    "ü" * 40 + ".example",
]

# Both refuse.
REFUSED = [
    "☃.net", "a.💩.la", "♥.com", "\u202eabc.com", "a\u202eb.com", "a\u2066b.com", "a" + JOINER + "b.com",
    "a" + NON_JOINER + "b.com", "ب" + JOINER + ".com", "\u0308a.com", "1א.com", "אa.com", "aא.com", "אa1.com",
    "א·.com", "۱١.com", "ü-.com", "-ü.com", "üü--x.com", "a\u2024b.com", "a\ufffdb.com",
    "a\ue000b.com", "\u0378.com", "ä\u0001.com", "a\u3164b.com", "ä\u2028b.com", "ü" * 64 + ".com",
    "ü" + "a" * 63 + ".com", "\u115f.com", "א־ב.example", "½.example", "a\U000e0041b.com",
    ".".join(["ü" * 20] * 10) + ".com",
]

# What idn2 says, what the program says, and why they rightly differ.
A_LABEL = "DNS may hold any A-label: it is asked as it stands, without a U-label"
PLAIN = "a plain label is libc's and the server's to judge, beside an international one too"
EMPTY = "DNS has no empty label but the root"
WIDE = "a wide form of a character that no host name holds becomes that character"
DIFFERENT = [
    ("xn--a.test", None, "xn--a.test", A_LABEL),
    ("xn--ls8h.la", None, "xn--ls8h.la", A_LABEL),
    ("xn--bucher-xyd.test", None, "xn--bucher-xyd.test", A_LABEL),
    ("xn--bcher-3oa.test", None, "xn--bcher-3oa.test", A_LABEL),
    ("xn--zva.test", None, "xn--zva.test", A_LABEL),
    ("xn--.test", None, "xn--.test", A_LABEL),
    ("xn--9999999999.test", None, "xn--9999999999.test", A_LABEL),
    ("r4---x.bücher.de", None, "r4---x.xn--bcher-kva.de", PLAIN),
    ("-a.bücher.de", None, "-a.xn--bcher-kva.de", PLAIN),
    ("a-.bücher.de", None, "a-.xn--bcher-kva.de", PLAIN),
    ("ü..de", "xn--tda..de", None, EMPTY),
    (".ä", ".xn--4ca", None, EMPTY),
    ("a\u00ad.\u00ad.ä", "a..xn--4ca", None, EMPTY),
    ("a／b.com", "a/b.com", None, WIDE),
    ("a：b.com", "a:b.com", None, WIDE),
]


def by_idn2(name):
    """-> the A-label form, None: refused. A final dot and empty labels are its own matter."""
    done = subprocess.run(["idn2", "--", name], env={**os.environ, "LC_ALL": "C.UTF-8"},
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
                          check=False)
    return done.stdout.rstrip("\n") if done.returncode == 0 else None


def question(name, *arguments, env=None):
    """-> the question of a report that asks nobody."""
    done = asking.run("-o", "json", "--parts", "services", *arguments, "--", name, "www",
                      env={"LC_ALL": "C.UTF-8", **(env or {})})
    true(done.stdout.startswith("{"), f"{name}: {done.stderr}")
    return json.loads(done.stdout)["question"]


@test
def names_get_the_same_a_labels_as_from_the_idn_command(_):
    true(len(SAME) >= 60, "at least sixty names")
    for name in SAME:
        wanted = by_idn2(name)
        true(wanted is not None, f"idn2 takes {name!r}")
        equal(question(name)["host_ascii"].lower(), wanted, name)


@test
def names_that_the_idn_command_refuses_are_refused_with_a_rule(_):
    for name in REFUSED:
        equal(by_idn2(name), None, f"idn2 refuses {name!r}")
        found = question(name)
        equal(found["host_ascii"], None, f"{name!r}: {found['host_ascii']}")
        true(found["idn_error"], f"{name!r} has a reason")
        true(not re.search("libidn2 -", found["idn_error"]),
             f"the rule has words: {found['idn_error']}")


@test
def where_both_differ_there_is_a_reason(_):
    for name, idn, ours, why in DIFFERENT:
        equal(by_idn2(name), idn, f"idn2, {name!r}: {why}")
        equal(question(name)["host_ascii"], ours, f"{name!r}: {why}")


@test
def each_rule_has_its_own_words(_):
    words = {
        "☃.net": "disallowed code point U+2603",
        "\u0378.com": "disallowed code point U+0378",
        "1א.com": "bidi rule 1", "אa.com": "bidi rule 2", "א·.com": "bidi rule 3",
        "aא.com": "bidi rule 5",
        "a" + JOINER + "b.com": "the joiner U+200D where none may stand (CONTEXTJ)",
        "a" + NON_JOINER + "b.com": "the non-joiner U+200C where none may stand (CONTEXTJ)",
        "\u0308a.com": "starts with a combining mark",
        "üü--x.com": "hyphens in positions 3 and 4",
        "-ü.com": "starts with a hyphen", "ü-.com": "ends with a hyphen",
        "ü..com": "empty label", "ü" * 64 + ".com": "more than 63 bytes",
        ".".join(["ü" * 20] * 10) + ".com": "more than 253 bytes",
        "xn--bucher-xyd.test": "not in normalisation form C (NFC)",
        "xn--bcher-3oa.test": "does not come back the same (round trip)",
        "xn--9999999999.test": "not valid Punycode",
    }
    equal(len(set(words.values())), len(words), "every rule once")
    for name, wanted in words.items():
        contains(question(name)["idn_error"] or "", wanted, name)
    for name, wanted in (("a·b.cat", "U+00B7 out of its context (CONTEXTO)"),
                         ("ا١1.example", "bidi rule 4")):
        found = question(name)
        equal(found["idn_error"], None, name)
        contains(found["labels"][0]["note"], wanted, name)


@test
def transitional_processing_is_told_where_it_differs(_):
    for name in ("faß.de", "βόλος.com", "क्" + JOINER + "ष.example", "نامه" + NON_JOINER + "ای.com"):
        old = subprocess.run(["idn2", "--tr46t", "--", name],
                             env={**os.environ, "LC_ALL": "C.UTF-8"}, check=True,
                             stdout=subprocess.PIPE, encoding="utf-8").stdout.strip()
        equal(question(name)["transitional"], old, name)
    equal(question("bücher.example")["transitional"], None, "the same")


@test
def every_input_takes_names_in_any_script(_):
    for typed, service, wanted in (
            ("user@例え.jp", None, "xn--r8jz45g.jp"),
            ("mailto:user@bücher.example", None, "xn--bcher-kva.example"),
            ("https://faß.de/weg?x=ü", "https", "xn--fa-hia.de"),
            ("五粮液.中国:80", "80", "xn--dlq917e1ik.xn--fiqs8s")):
        done = asking.run("-o", "json", "--parts", "services", typed)
        found = json.loads(done.stdout)["question"]
        equal(found["host_ascii"], wanted, typed)
        if service:
            equal(found["service"], service, typed)


@test
def demo_answers_for_a_name_in_chinese_in_both_forms(_):
    document, status = asking.report("--demo", "五粮液.中国", "www")
    equal(status, 0, "answered")
    equal(document["system"]["addresses"][0]["address"], "218.241.105.10", "its address")
    equal(document["dns"]["queries"][0]["name"], "xn--dlq917e1ik.xn--fiqs8s", "as sent")
    equal(document["dns"]["queries"][0]["name_unicode"], "五粮液.中国", "as shown")


@test
def text_reports_isolate_right_to_left_names(_):
    done = asking.run("--report", "--parts", "services", "אב1.example", "80",
                      env={"LC_ALL": "C.UTF-8"})
    contains(done.stdout, f"host {ISOLATE}אב1.example{POP_ISOLATE}  xn--1-zhcd.example", "isolated")
    equal(done.stdout.count(ISOLATE), done.stdout.count(POP_ISOLATE), "pairs")
    hostile = asking.run("--report", "--parts", "services", "a\u2068b\u202ec.com", "80",
                         env={"LC_ALL": "C.UTF-8"})
    true("\u2068" not in hostile.stdout and "\u202e" not in hostile.stdout, "from outside: escaped")
    contains(hostile.stdout, "\\u{2068}", "and seen")


@test
def a_locale_without_unicode_gets_ascii_and_is_told_what_to_do(_):
    done = asking.run("--report", "--parts", "services", "五粮液.中国", "www", env={"LC_ALL": "C"})
    true(done.stdout.isascii(), "no byte that this terminal may take for a control")
    contains(done.stdout, "xn--dlq917e1ik.xn--fiqs8s", "as sent")
    latin = subprocess.run([asking.BINARY, "--report", "--parts", "services",
                            "bücher.example".encode("latin-1")],
                           env={**os.environ, "LC_ALL": "C"}, stdout=subprocess.PIPE,
                           stderr=subprocess.STDOUT, check=False).stdout.decode()
    contains(latin, "not valid UTF-8", "named")
    contains(" ".join(latin.split()), "LC_ALL=C.UTF-8", "what to do")


@test
def without_icu_only_scripts_are_checked(room):
    checked = question("аррӏе.com")["labels"][0]
    equal((checked["looks_checked"], checked["looks_like"], checked["look"]),
          (True, "apple", "whole_script"), "with ICU")
    libraries = [path for path in glob.glob("/usr/lib/*/libicui18n.so.*") +
                 glob.glob("/lib/*/libicui18n.so.*") if not os.path.islink(path)]
    true(libraries, "ICU is one of the packages of the tests")
    for path in set(map(os.path.realpath, libraries)):
        subprocess.run(["mount", "--bind", "/dev/null", path], check=True)
    try:
        found = question("аррӏе.раypal.com")["labels"]
        equal([label["looks_checked"] for label in found], [False] * 3, "not checked")
        equal([label["mixed_scripts"] for label in found], [False, True, False], "scripts")
        text = asking.run("--report", "--parts", "services", "аррӏе.com").stdout
        contains(text, "ICU is not installed: only scripts were checked.", "said")
        with Screen(120, 40) as screen:
            screen.run(f"clear; '{asking.BINARY}' --demo аррӏе.com www")
            screen.wait_for("no ICU here: only scripts were checked", "not checked")
    finally:
        for path in set(map(os.path.realpath, libraries)):
            subprocess.run(["umount", path], check=True)


@test
def what_is_typed_shows_its_other_form_at_once(_):
    with Screen(120, 40) as screen:
        screen.run(f"clear; '{asking.BINARY}' --demo iana.org www")
        screen.wait_for("192.0.43.8")
        for typed, wanted in (("user@例え.jp", "sent as xn--r8jz45g.jp"),
                              ("xn--dlq917e1ik.cn", "stands for 五粮液.cn"),
                              ("faß.de", "IDNA 2003 sent fass.de"),
                              ("bücher.☃.net", "✗ label ☃: disallowed code point U+2603")):
            screen.keys("i", "C-e", "C-u")
            screen.type(typed)
            screen.wait_for(typed, wanted)
            screen.keys("Escape")
            screen.wait_gone(wanted)


@test
def look_alikes_are_seen_before_anything_else(_):
    with Screen(120, 40) as screen:
        screen.run(f"clear; '{asking.BINARY}' --demo аррӏе.example www")
        screen.wait_for("looks like apple and is not", "Cyrillic only", "▲ аррӏе")
        screen.keys("Tab", "Tab", "Enter")
        screen.wait_for("every letter is of another script", "U+0430 U+0440")


if __name__ == "__main__":
    lab.enter()
    asking.need_binary()
    need_tmux()
    if shutil.which("idn2") is None:
        skip("the idn2 command is not installed")
    checks.run(lab.Room())
