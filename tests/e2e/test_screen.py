#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The dashboard in a real terminal (tmux): what a person sees and types. It asks the demo, so
it needs no namespace."""
import difflib
import os
import random
import re
import signal
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
from checks import Failed, contains, equal, test, true, wait_until
from screen import PROMPT, Screen, need_tmux

SIZES = ((80, 24), (120, 40), (200, 50))
FIRST = ("192.0.43.8", "2001:500:88:200::8")
ALL_OF_FIRST = (*FIRST, "43-8.any.icann.org", "80/tcp", "pechora8.icann.org")
# What the last answers bring: until they are here the picture changes by itself.
LAST_OF_FIRST = ("answered", "2 of 2 lead back", "5 exchanges", "only DNS")


def start(cols=120, rows=40, options="--demo", wait=ALL_OF_FIRST, env=None):
    """The program in a new terminal, with its first answers on the screen."""
    screen = Screen(cols, rows, env)
    try:
        screen.run(f"clear; '{asking.BINARY}' {options}")
        screen.wait_for(*wait)
    except Failed as failure:
        screen.__exit__(Failed, failure, None)
        raise
    return screen


def settled(screen):
    """Waits until the first question has all its answers; -> the screen."""
    screen.settle(*ALL_OF_FIRST, *LAST_OF_FIRST)
    return screen.text()


def ask(screen, host, service=None):
    """Types a question."""
    screen.keys("i", "C-e", "C-u")
    screen.type(host)
    if service is not None:
        screen.keys("Tab", "C-e", "C-u")
        screen.type(service)
    screen.keys("Enter")


def process_of(screen):
    """The process id of the program in the terminal: the shell's child."""
    return int(wait_until(lambda: screen.processes()[1:], "the program")[0])


def quit_and_check(screen, before, keys=("q",), status=0):
    """Ends the program and looks whether the terminal is as it was."""
    screen.keys(*keys)
    wait_until(lambda: screen.ask("alternate_on") == "0", "the alternate screen is left")
    screen.wait_for(PROMPT)
    equal(screen.exit_status(), status, "exit status")
    equal(screen.terminal_state(), before, "the terminal's settings")
    equal(screen.ask("cursor_flag"), "1", "the cursor is seen")
    equal(screen.ask("mouse_any_flag"), "0", "the mouse is free")


@test
def first_question_is_answered_in_every_pane(_):
    for cols, rows in SIZES:
        with start(cols, rows) as screen:
            lines = screen.wait_for(*ALL_OF_FIRST, "answered", "demo").splitlines()
            equal(len(lines), rows)
            contains(lines[0], "Lookup", f"{cols}x{rows}")
            contains(screen.text(), "iana.org")
            contains(lines[rows - 1], "quit", f"{cols}x{rows}")
            for pane in ("IPv4", "IPv6", "Reverse", "Services", "Mail"):
                contains(screen.text(), pane, f"{cols}x{rows}")


@test
def typed_question_is_asked_with_host_and_service(_):
    with start() as screen:
        ask(screen, "mit.edu", "https")
        screen.wait_for("104.67.192.104", "2600:1402:b800:88c::255e", "443",
                        "a104-67-192-104.demo.test")


@test
def host_port_url_and_mail_address_can_be_pasted(_):
    with start() as screen:
        for pasted, shown in (("ftp.gnu.org:21", "209.51.188.20"),
                              ("https://www.example.com/x", "93.184.215.14"),
                              ("user@python.org", "mail.python.org"),
                              ("[2001:470:142:3::b]:21", "2001:470:142:3::b")):
            screen.keys("i", "C-e", "C-u")
            screen.keys("Tab", "C-e", "C-u", "Tab")
            screen.paste(pasted)
            screen.keys("Enter")
            screen.wait_for(shown)


@test
def international_name_is_typed_and_shown_in_both_forms(_):
    with start() as screen:
        ask(screen, "五粮液.中国", "www")
        screen.wait_for("五粮液.中国", "xn--dlq917e1ik.xn--fiqs8s", "218.241.105.10")


@test
def failures_have_their_own_words(_):
    with start() as screen:
        for host, words in (("nosuch.fault.test", ("no such name",)),
                            ("nodata.fault.test", ("no data",)),
                            ("servfail.fault.test", ("try again",)),
                            ("nullmx.fault.test", ("192.0.2.120", "null MX")),
                            ("implicit.fault.test", ("192.0.2.121", "implicit MX"))):
            ask(screen, host, "www")
            screen.wait_for(host, *words)


@test
def waiting_shows_its_time_and_keys_work_meanwhile(_):
    with start() as screen:
        ask(screen, "silent.fault.test", "www")  # nothing comes for many seconds
        screen.wait_for("silent.fault.test")
        wait_until(lambda: re.search(r"[⠋⠙⠹⠸⠼⠴⠦⠧] +[0-9.]+ m?s", screen.text()),
                   "a sign that turns, and the time so far")
        begin = time.monotonic()
        screen.keys("?")
        screen.wait_for("Help")
        screen.keys("Escape")
        screen.wait_gone("Help")
        ask(screen, "mit.edu", "www")
        screen.wait_for("104.67.192.104")
        true(time.monotonic() - begin < 4, "keys and other questions do not wait")


@test
def slow_answer_comes_after_all(_):
    with start() as screen:
        ask(screen, "slow.fault.test", "www")
        screen.wait_for("192.0.2.113", "2001:db8:f::113")


@test
def last_answer_stays_while_asked_again(_):
    with start() as screen:
        ask(screen, "slow.fault.test", "www")
        screen.wait_for("192.0.2.113")
        screen.keys("R")
        text = screen.wait_for("asking again", "192.0.2.113")
        contains(text, "2001:db8:f::113", "both families stay")
        screen.wait_gone("asking again")
        screen.wait_for("192.0.2.113", "answered")


@test
def slow_name_of_an_address_holds_up_no_other_pane(_):
    with start() as screen:
        ask(screen, "slowptr.fault.test", "www")
        text = screen.wait_for("192.0.2.118", "implicit MX")
        true("leads back" not in text and "lead back" not in text, "the name is still awaited")
        screen.wait_for("lead")


@test
def hostile_text_stays_text(_):
    with start() as screen:
        title = screen.ask("pane_title")
        ask(screen, "hostile.fault.test", "www")
        screen.wait_for("192.0.2.126", "the name does not exist", "not a host name")
        equal(screen.ask("pane_title"), title, "the window's title")
        for char in screen.text():
            true(char == "\n" or (ord(char) >= 32 and not 127 <= ord(char) < 160
                                  and char not in "\u202a\u202e\u202c"), repr(char))
        true("41" not in screen.styles(), "no colour of theirs")


@test
def help_lists_the_keys_and_closes(_):
    with start() as screen:
        for key in ("?", "F1"):
            screen.keys(key)
            screen.wait_for("Help", "new question", "quit")
            screen.keys("Escape")
            screen.wait_gone("Help")
            screen.wait_for(*FIRST)


@test
def details_open_on_enter_and_close_on_escape(_):
    with start() as screen:
        screen.keys("Enter")
        screen.wait_for("ai_family", "AF_INET")
        screen.keys("Escape")
        screen.wait_gone("ai_family")


@test
def family_key_asks_for_one_family(_):
    with start() as screen:
        screen.keys("v")
        screen.wait_for("192.0.43.8", "IPv4 only", "Only IPv4 was asked")
        screen.keys("v")
        screen.wait_for("2001:500:88:200::8", "IPv6 only", "Only IPv6 was asked")
        screen.keys("v")
        screen.wait_for(*FIRST, "any family")


@test
def zoom_fills_the_screen_with_one_pane(_):
    with start() as screen:
        screen.keys("z")
        wait_until(lambda: "pechora" not in screen.text(), "other panes are away")
        screen.keys("z")
        screen.wait_for(*ALL_OF_FIRST)


@test
def search_says_whether_the_pane_has_it(_):
    with start() as screen:
        screen.keys("/")
        screen.type("nowhere")
        screen.keys("Enter")
        screen.wait_for("not in this pane")
        screen.keys("/", "C-u")  # no Escape before: together they are Alt-/
        screen.type("192")
        screen.keys("Enter", "n", "N")
        screen.wait_gone("not in this pane")
        screen.wait_for(*FIRST)


@test
def filter_keeps_matching_rows_until_escape(_):
    with start() as screen:
        settled(screen)  # Escape stops what is awaited first
        screen.keys("\\")
        screen.type("nowhere")
        screen.keys("Enter")
        screen.wait_for("only nowhere")
        screen.wait_gone("▌  1  192.0.43.8")
        screen.keys("Escape")
        screen.wait_for("▌  1  192.0.43.8")


@test
def paused_screen_holds_answers_back(_):
    with start() as screen:
        screen.keys("p")
        screen.wait_for("paused")
        screen.keys("r")
        screen.wait_for("held")
        screen.keys("p")
        screen.wait_gone("paused")
        screen.wait_for(*FIRST)


@test
def pane_is_saved_to_a_new_file(_):
    with start() as screen:
        screen.keys("C-s")
        name = re.search(r"saved to ([!-~]+)", screen.wait_for("saved to"))[1]
        with open(os.path.join(screen.directory, name), encoding="utf-8") as file:
            contains(file.read(), "192.0.43.8")


@test
def copy_menu_puts_a_command_on_the_clipboard(_):
    with start() as screen:
        for key, text in (("g", "getent ahosts iana.org"), ("d", "dig @127.0.0.1 -p "),
                          ("p", "socket.getaddrinfo("), ("c", "getaddrinfo(\"iana.org\""),
                          ("u", "curl --resolve iana.org:80:192.0.43.8"), ("a", "192.0.43.8")):
            screen.keys("y")
            screen.wait_for("Copy as")
            screen.keys(key)
            wait_until(lambda: text in screen.tmux("show-buffer"), f"{key}: {text}")
            screen.wait_gone("Copy as")


@test
def question_before_comes_back(_):
    with start() as screen:
        ask(screen, "mit.edu", "www")
        screen.wait_for("104.67.192.104")
        screen.keys("BSpace")
        screen.wait_for(*FIRST)


@test
def older_questions_are_kept_between_runs(_):
    options = "--server 127.0.0.1:9 -T 1 -a none"
    with start(options=f"{options} 192.0.2.77", wait=("Lookup", "192.0.2.77")) as screen:
        ask(screen, "198.51.100.99", "ftp")
        screen.wait_for("198.51.100.99", "21")
        screen.keys("q")
        screen.wait_for(PROMPT)
        screen.run(f"clear; '{asking.BINARY}' {options}")
        screen.wait_for("Lookup", "198.51.100.99")


def masked(text):
    """The screen without what changes by itself, or from run to run: times, ages and TTLs,
    and the blanks and rules that make room for them."""
    zeros = re.sub(r"\b0(\.0)? m?s\b", "0 ms", re.sub(r"[0-9]+", "0", text))
    return re.sub("([ ─━])\\1+", r"\1", zeros)


@test
def picture_is_right_after_a_storm_of_sizes(_):
    chance = random.Random(7)
    with start(120, 40) as screen:
        before = masked(settled(screen))
        for _turn in range(60):
            screen.resize(chance.randint(1, 210), chance.randint(1, 60))
        for cols, rows in ((1, 1), (2, 1), (1, 50), (300, 2), (39, 9), (120, 40)):
            screen.resize(cols, rows)
        try:
            wait_until(lambda: masked(screen.text()) == before, "the same picture as before")
        except Failed as failure:
            differing = difflib.unified_diff(before.splitlines(),
                                             masked(screen.text()).splitlines(), lineterm="")
            raise Failed("\n".join([str(failure), *differing])) from None


@test
def too_small_window_says_so(_):
    with start() as screen:
        screen.resize(38, 9)
        screen.wait_for("needs 40x10", "38x9")
        screen.resize(80, 24)
        screen.wait_for(*FIRST)


@test
def forty_columns_still_show_the_answer(_):
    with start() as screen:
        screen.resize(40, 12)
        screen.wait_for("192.0.43.8")


@test
def suspended_program_gives_the_terminal_back_and_returns(_):
    with Screen(120, 40) as screen:
        before = screen.terminal_state()
        screen.run(f"clear; '{asking.BINARY}' --demo")
        screen.wait_for(*ALL_OF_FIRST)
        for _turn in range(3):
            screen.keys("C-z")
            wait_until(lambda: screen.ask("alternate_on") == "0", "the alternate screen is left")
            screen.wait_for("Stopped")
            equal(screen.terminal_state(), before, "the terminal's settings")
            screen.run("clear; fg")
            wait_until(lambda: screen.ask("alternate_on") == "1", "it is back")
            screen.wait_for(*ALL_OF_FIRST)
        quit_and_check(screen, before)


@test
def quitting_restores_the_terminal(_):
    for keys in (("q",), ("F10",), ("C-c",), ("i", "C-c")):
        with Screen(80, 24) as screen:
            before = screen.terminal_state()
            screen.run(f"clear; '{asking.BINARY}' --demo")
            screen.wait_for(*FIRST)
            equal(screen.ask("alternate_on"), "1")
            quit_and_check(screen, before, keys)


@test
def quitting_never_waits_for_an_answer(_):
    with start() as screen:
        ask(screen, "silent.fault.test", "www")
        screen.wait_for("silent.fault.test")
        begin = time.monotonic()
        screen.keys("q")
        wait_until(lambda: screen.ask("alternate_on") == "0", "it ends")
        screen.wait_for(PROMPT)
        true(time.monotonic() - begin < 4, "it ends at once")


@test
def signals_restore_the_terminal(_):
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        with Screen(120, 40) as screen:
            before = screen.terminal_state()
            screen.run(f"clear; '{asking.BINARY}' --demo")
            screen.wait_for(*FIRST)
            os.kill(process_of(screen), number)
            wait_until(lambda: screen.ask("alternate_on") == "0", f"{number}: it ends")
            screen.wait_for(PROMPT)
            equal(screen.terminal_state(), before, f"{number}: the terminal's settings")
            equal(screen.ask("cursor_flag"), "1", f"{number}: the cursor is seen")


@test
def fatal_signals_restore_the_terminal(_):
    quiet = {"ASAN_OPTIONS": "handle_abort=0:handle_segv=0"}
    for number in (signal.SIGABRT, signal.SIGSEGV):
        with Screen(120, 40, quiet) as screen:
            screen.run("ulimit -c 0")
            before = screen.terminal_state()
            screen.run(f"clear; '{asking.BINARY}' --demo")
            screen.wait_for(*FIRST)
            os.kill(process_of(screen), number)
            wait_until(lambda: screen.ask("alternate_on") == "0", f"{number}: it ends")
            screen.wait_for(PROMPT)
            equal(screen.terminal_state(), before, f"{number}: the terminal's settings")


@test
def closed_terminal_ends_the_program(_):
    # The leak check may hang: see Screen.end_programs.
    screen = start(env={"ASAN_OPTIONS": "detect_leaks=0"})
    process = process_of(screen)
    with screen:
        screen.tmux("kill-server")

        def is_gone():
            try:
                os.kill(process, 0)
            except ProcessLookupError:
                return True
            with open(f"/proc/{process}/stat", encoding="utf-8") as file:
                return file.read().rpartition(") ")[2].startswith("Z")

        wait_until(is_gone, "the program ends with its terminal", 10)


@test
def ascii_option_draws_ascii_only(_):
    with start(options="--demo --ascii") as screen:
        true(screen.text().isascii(), [c for c in screen.text() if not c.isascii()])


@test
def locale_without_unicode_draws_ascii_only(_):
    with Screen(120, 40) as screen:
        screen.run(f"clear; LC_ALL=C '{asking.BINARY}' --demo")
        text = screen.wait_for(*FIRST)
        true(text.isascii(), [c for c in text if not c.isascii()])


@test
def colours_are_used_and_can_be_refused(_):
    def has_colour(screen):
        return any(s in ("38", "48") or (s.isdigit() and (30 <= int(s) <= 49 and s not in
                                                          ("39", "49") or 90 <= int(s) <= 107))
                   for s in screen.styles())
    with start() as screen:
        true(has_colour(screen), "colours by default")
    with start(options="--demo --no-color") as screen:
        true(not has_colour(screen), f"--no-color: {screen.styles()}")
    with Screen(120, 40) as screen:
        screen.run(f"clear; NO_COLOR=1 '{asking.BINARY}' --demo")
        screen.wait_for(*FIRST)
        true(not has_colour(screen), f"NO_COLOR: {screen.styles()}")


@test
def every_theme_draws_the_same_text(_):
    pictures = {}
    for theme in ("dark", "light", "high-contrast", "mono"):
        with start(options=f"--demo --theme {theme}") as screen:
            pictures[theme] = masked(settled(screen))
    mono = pictures["mono"].replace("[0 Lookup]", "0 Lookup")  # the tab has no colour there
    for theme, picture in {**pictures, "mono": mono}.items():
        equal(picture, pictures["dark"], theme)


@test
def bad_theme_names_file_line_and_reason(_):
    with Screen(120, 40) as screen:
        screen.run("printf 'strong = b | b | b\\nnonsense = 3 | 3 | b\\n' > bad.theme; clear")
        screen.run(f"'{asking.BINARY}' --demo --theme ./bad.theme")
        screen.wait_for("bad.theme:2:", "nonsense")
        equal(screen.ask("alternate_on"), "0")
        true(screen.exit_status() == 2, "usage")


@test
def poor_terminals_are_refused_in_words(_):
    for term in ("dumb", "nosuchterminal"):
        with Screen(120, 40) as screen:
            screen.run(f"clear; TERM={term} '{asking.BINARY}' --demo")
            screen.wait_for("gaiscope:", PROMPT)
            true(screen.exit_status() not in (0, 1), term)


@test
def dead_server_is_told_in_one_line_with_the_way_out(_):
    with start(options="--server 127.0.0.1:9 -T 2 iana.org www", wait=("try again",)) as screen:
        screen.wait_for("try again", "127.0.0.1:9", "--demo")
        screen.keys("?")
        screen.wait_for("Help")  # keys work although nothing answers


@test
def mouse_selects_and_can_be_left_out(_):
    with start() as screen:
        equal(screen.ask("mouse_any_flag"), "1", "it listens to the mouse")
        screen.type("\x1b[<0;70;8M\x1b[<0;70;8m\x1b[<64;70;8M\x1b[<65;70;8M")
        screen.wait_for(*FIRST)
    with start(options="--demo --no-mouse") as screen:
        equal(screen.ask("mouse_any_flag"), "0", "it leaves the mouse alone")


@test
def whole_pane_can_be_copied(_):
    with start() as screen:
        screen.keys("Y")
        wait_until(lambda: "192.0.43.8" in screen.tmux("show-buffer"), "the clipboard")


@test
def unknown_bytes_do_no_harm(_):
    chance = random.Random(11)
    with start() as screen:
        for _turn in range(40):
            length = chance.randint(1, 12)
            junk = [f"{chance.choice(list(range(28, 32)) + list(range(127, 256))):02x}"
                    for _n in range(length)]
            screen.keys("-H", *junk)
        screen.keys("Escape")
        screen.keys("C-l")
        screen.wait_for("Lookup")
        true(process_of(screen) > 0, "it runs")


@test
def log_shows_each_call_and_follows_the_newest(_):
    for cols, rows in SIZES:
        with start(cols, rows) as screen:
            screen.wait_for(*LAST_OF_FIRST)
            screen.keys("9")
            lines = screen.wait_for("Log", "newest below" if rows > 35 else " of ",
                                    "following", "getaddrinfo" if rows > 35 else "AAAA")
            contains(lines, "AAAA", f"{cols}x{rows}")
            screen.keys("k")
            screen.wait_for("not following")
            screen.keys("R")
            screen.wait_for("new below")
            screen.keys("G")
            text = screen.wait_for("following")
            true("new below" not in text, "nothing is new below")


@test
def line_of_the_log_leads_to_its_question(_):
    with start() as screen:
        ask(screen, "mit.edu", "https")
        screen.wait_for("104.67.192.104", "a104-67-192-104.demo.test")
        screen.keys("9")
        screen.wait_for("following", "mit.edu")
        screen.keys("Enter")
        screen.wait_for("the question of that line", "104.67.192.104")
        screen.keys("9")
        screen.wait_for("following", "mit.edu")
        screen.keys("g")
        screen.wait_for("iana.org www")
        wait_until(lambda: re.search(r"not following|\d+ new below", screen.text()), "stands still")
        screen.keys("\\")
        screen.type("iana.org www")
        screen.keys("Enter")
        screen.wait_for("only iana.org www", "following")
        screen.keys("d")
        screen.wait_for("began", "question   iana.org www")
        screen.keys("Escape")
        wait_until(lambda: "began" not in screen.text(), "the popup closes")
        screen.keys("Enter")
        screen.wait_for("asks that line's question", *FIRST)


@test
def whole_log_is_saved_to_a_file(_):
    with start() as screen:
        screen.keys("9")
        screen.wait_for("following")
        screen.keys("C-s")
        screen.wait_for("saved to gaiscope-Log-")
        name = [n for n in os.listdir(screen.directory) if n.startswith("gaiscope-Log-")]
        with open(os.path.join(screen.directory, name[0]), encoding="utf-8") as file:
            saved = file.read()
        for text in ("getaddrinfo", "iana.org www", "2 rows", "PTR", "getservbyname"):
            contains(saved, text)


@test
def pause_names_the_key_that_goes_on(_):
    with start() as screen:
        settled(screen)
        screen.keys("9", "p")
        screen.wait_for("paused, 0 held back: p goes on", "p go on")
        screen.keys("p")
        screen.wait_for("following", "p pause")


if __name__ == "__main__":
    asking.need_binary()
    need_tmux()
    checks.run(None)
