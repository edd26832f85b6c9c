#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""View 8 in a real terminal: names change on a real server, and a person sees it."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import changing
import checks
import lab
from checks import equal, test, true, wait_until
from screen import PROMPT, Screen, need_tmux

BASE = "\n".join(("one A 192.0.2.1", "one AAAA 2001:db8::1", "two A 192.0.2.2",
                  "two AAAA 2001:db8::2", "three A 192.0.2.3", ""))


def watch(room, lines, options="", cols=120, rows=40):
    """The program in a new terminal, watching a list."""
    path = os.path.join(room.directory, "hosts.txt")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    room.set("watch.test", BASE)
    screen = Screen(cols, rows)
    screen.run(f"clear; '{asking.BINARY}' -m '{path}' --every 1 --no-state {options}")
    return screen


HOSTS = ["one.watch.test", "two.watch.test", "three.watch.test", "gone.watch.test"]


@test
def change_is_seen_in_its_row_and_in_the_journal(room):
    with watch(room, HOSTS) as screen:
        screen.wait_for("3 steady")
        room.set("watch.test", BASE.replace("two AAAA 2001:db8::2", ""))
        text = screen.wait_for("▼ two.watch.test", "lost IPv6", "lost all IPv6")
        true(re.search(r"\d\d:\d\d:\d\d +▼ two\.watch\.test +lost all IPv6 +2001:db8::2", text),
             text)
        true("1 lost IPv6" in text, "the verdict counts it")
        room.set("watch.test", BASE)
        screen.wait_gone("lost IPv6  ")


@test
def list_that_changes_on_disk_is_read_again(room):
    with watch(room, HOSTS[:2]) as screen:
        screen.wait_for("2 hosts")
        path = os.path.join(room.directory, "hosts.txt")
        with open(path + "~", "w", encoding="utf-8") as file:
            file.write("three.watch.test\nnonsense..\n")
        os.rename(path + "~", path)
        screen.wait_for("✓ three.watch.test", "1 host")
        screen.wait_gone("✓ one.watch.test")


@test
def what_a_person_set_outlives_the_program(room):
    path = os.path.join(room.directory, "kept.txt")
    with open(path, "w", encoding="utf-8") as file:
        file.write("one.watch.test\ntwo.watch.test\n")
    room.set("watch.test", BASE)
    command = f"clear; '{asking.BINARY}' -m '{path}' --state '{path}.state'"
    with Screen(120, 40) as screen:
        screen.run(command)
        screen.wait_for("2 steady", "every 30 s")
        screen.keys("+")
        screen.wait_for("asks one.watch.test every 1 min")
        screen.keys(":")
        screen.type("interval 60")
        screen.keys("Enter")
        screen.wait_for("every 1 min ·")
        screen.keys("P")
        screen.wait_for("paused  ·")
        screen.keys("q")
        screen.wait_gone("2 steady")
        screen.run(command)
        screen.wait_for("2 steady", "every 1 min ·", "paused  ·", "P goes on")


@test
def enter_opens_the_host_and_details_have_its_history(room):
    with watch(room, HOSTS[:1]) as screen:
        screen.wait_for("✓ one.watch.test")
        screen.keys("d")
        screen.wait_for("192.0.2.1", "2001:db8::1")
        screen.keys("Escape")
        screen.wait_gone("Esc close")
        screen.keys("Enter")
        screen.wait_for("host one.watch.test")


@test
def keys_stay_instant_while_the_server_is_dead(room):
    many = [f"n{number}.watch.test" for number in range(2000)]
    with watch(room, many, options="-T 2") as screen:
        screen.wait_for("2000 hosts")
        room.stop_answering()
        try:
            screen.keys("?")
            screen.wait_for("Help")
            screen.keys("Escape")
            screen.wait_gone("Esc close")
            screen.keys("1")
            screen.wait_for("What can be typed")
        finally:
            room.go_on()


# -- the order of hosts, and keys -----------------------------------------------------------

# As they are in the list: from the best to the worst, so that the order is the program's.
MIXED = ["one.watch.test", "two.watch.test", "three.watch.test expect ipv6",
         "ns.watch.test expect >=2", "gone.watch.test", "lost.elsewhere.test"]
SIZES = ((80, 24), (120, 40), (200, 50))
ROW = re.compile(r"^[▌ ][^ \w▌] ?([a-z]+\.(?:watch|down|elsewhere)\.test) ", re.M)


def hosts(text):
    """The hosts of the pane, from its first row on."""
    begin = text.index("━ Hosts") if "━ Hosts" in text else text.index("─ Hosts")
    return ROW.findall(text[begin:])


def selected(text):
    """The host that keys are for; None: none is."""
    found = re.search(r"^▌[^ ] ?([a-z.]+\.test)", text, re.M)
    return found and found.group(1)


def select(screen, host):
    """Moves to a host of the pane, wherever it stands."""
    screen.keys("Home")
    for _ in range(20):
        now = wait_until(lambda: selected(screen.text()), "a host is selected")
        if now == host:
            return
        screen.keys("Down")
        wait_until(lambda: selected(screen.text()) not in (None, now), f"{now} is left")
    raise checks.Failed(f"{host} was not reached:\n{screen.text()}")


def worst_comes_first(text):
    """Whether the pane has each host once: what fails, what is unexpected, what is well."""
    rows = hosts(text)
    states = [0 if name in ("lost.elsewhere.test", "gone.watch.test")
              else 1 if name in ("three.watch.test", "ns.watch.test") else 2 for name in rows]
    return (sorted(rows) == sorted(line.split()[0] for line in MIXED)
            and rows[0] == "lost.elsewhere.test" and states == sorted(states))


@test
def worst_host_comes_first_and_each_once_at_every_size(room):
    with watch(room, MIXED, cols=SIZES[0][0], rows=SIZES[0][1]) as screen:
        for cols, rows in SIZES:
            screen.resize(cols, rows)
            wait_until(lambda: screen.ask("window_width") == str(cols), "the window is new")
            screen.wait_for("lost.elsewhere.test")
            wait_until(lambda: worst_comes_first(screen.text()),
                       f"the worst host first, each once, at {cols}x{rows}", limit_s=40)


@test
def paused_host_is_not_asked_until_it_goes_on(room):
    room.set("down.test", "x A 192.0.2.5\n")
    with watch(room, ["one.watch.test", "x.down.test"]) as screen:
        screen.wait_for("2 steady")
        wait_until(lambda: room.asked("down.test") > 0, "it is asked")
        select(screen, "x.down.test")
        screen.keys("p")
        wait_until(lambda: re.search(r"x\.down\.test +paused", screen.text()), "it is paused")
        before = None
        for _ in range(5):  # what was under way, libc's too, comes at its own time
            if before == room.asked("down.test"):
                break
            before = room.asked("down.test")
            rounds(room, 3)
        equal(room.asked("down.test"), before, "questions about the host that is paused")
        select(screen, "x.down.test")
        screen.keys("p")
        wait_until(lambda: room.asked("down.test") > before, "it is asked again")
        wait_until(lambda: not re.search(r"x\.down\.test +paused", screen.text()), "and says so")


def rounds(room, count):
    """Waits until the other host was asked so often: for A and for AAAA each time."""
    wanted = room.asked("watch.test") + 2 * count
    wait_until(lambda: room.asked("watch.test") >= wanted, f"{count} rounds", limit_s=40)


# -- what is typed ----------------------------------------------------------------------------

def command(screen, line):
    """Types a line of commands and runs it. What it does is awaited by the caller."""
    screen.keys(":")
    screen.wait_for("━ Commands")
    screen.type(line)
    screen.wait_for(f" : {line}")
    screen.keys("Enter")


def leave_line(screen):
    """Leaves a line that was not run. Escape goes alone: with a key behind it, it is Alt."""
    screen.keys("Escape")
    screen.wait_gone("━ Commands")


def content(path):
    """What a file holds; None: it is not there."""
    if not os.path.exists(path):
        return None
    with open(path, encoding="utf-8") as file:
        return file.read()


def wait_file(path, text):
    """Waits until a file holds this text."""
    wait_until(lambda: content(path) == text, f"{path} holds\n{text}")


@test
def host_is_added_and_taken_out_by_typed_lines(room):
    path = os.path.join(room.directory, "hosts.txt")
    with watch(room, ["# mine", "one.watch.test  # first", "two.watch.test https"]) as screen:
        screen.wait_for("2 hosts", "2 steady")
        command(screen, "watch three.watch.test expect ipv4 label x")
        screen.wait_for("✓ three.watch.test", "3 hosts")
        equal(content(path), "# mine\none.watch.test  # first\ntwo.watch.test https\n",
              "nothing is saved unasked")
        command(screen, "unwatch two.watch.test")
        screen.wait_gone("two.watch.test")
        screen.wait_for("2 hosts")
        select(screen, "three.watch.test")
        command(screen, "expect ipv6")
        screen.wait_for("✗ 1 of 2 unexpected")
        command(screen, "write")
        wait_file(path, "# mine\none.watch.test  # first\n"
                        "three.watch.test expect ipv6 label x\n")


@test
def wrong_lines_are_not_run_and_say_why(room):
    with watch(room, HOSTS[:1]) as screen:
        screen.wait_for("1 steady")
        os.mkfifo(os.path.join(screen.directory, "pipe"))
        for line, why in (
                ("monitor pipe", '"pipe" is no regular file'),
                ("watch a..watch.test", '"a..watch.test" has an empty label between two dots'),
                ("watch one.watch.test every 0s", "is no time from 1s to 1d"),
                ("watch " + 70 * "a" + ".test", "has a label of more than 63 bytes"),
                ("unwatch two.watch.test", "This host is not watched: nothing has changed."),
                ("expect ipv5", '"ipv5" is no expectation'),
                ("monitor nowhere.txt", '"nowhere.txt" cannot be read: no such file')):
            command(screen, line)
            screen.wait_for(why)
            leave_line(screen)
        screen.wait_for("1 host ", "1 of 1 answer")


@test
def list_is_begun_by_hand_pasted_saved_and_opened_again(room):
    room.set("watch.test", BASE)
    with Screen(120, 40) as screen:
        screen.run(f"clear; '{asking.BINARY}' --every 1 --no-state")
        screen.wait_for("host")
        leave_question(screen)
        screen.keys("8")
        screen.wait_for("Nothing is watched yet")
        command(screen, "write")
        screen.wait_for("the list has no file yet: name one, as :write hosts.txt")
        leave_line(screen)
        command(screen, "watch one.watch.test label x")
        screen.wait_for("✓ one.watch.test", "1 host ")
        screen.paste("# many\ntwo.watch.test https\nnonsense..\n"
                     "three.watch.test every 2s\none.watch.test label y\n\x07.test\n")
        screen.wait_for("✓ two.watch.test", "✓ three.watch.test", "3 hosts")
        command(screen, "write new.txt")
        path = os.path.join(screen.directory, "new.txt")
        wait_file(path, "one.watch.test label y\ntwo.watch.test https\n"
                        "three.watch.test every 2s\n")
        screen.wait_for("list new.txt")
        command(screen, "watch gone.watch.test")
        screen.wait_for("✗ gone.watch.test", "4 hosts")
        command(screen, "monitor new.txt")
        screen.wait_for("the list has changes that are not saved")
        leave_line(screen)  # a warning that was left is given again
        command(screen, "monitor new.txt")
        screen.wait_for("the list has changes that are not saved")
        screen.keys("Enter")
        screen.wait_gone("gone.watch.test")
        screen.wait_for("3 hosts")
        screen.keys("q")
        screen.wait_for(PROMPT)
        screen.run(f"clear; '{asking.BINARY}' --every 1 --no-state -m new.txt")
        screen.wait_for("list new.txt", "3 hosts", "3 steady", "✓ two.watch.test")


def leave_question(screen):
    """From the question line, where a new person begins, to the panes."""
    if "leave the field" in screen.wait_for("F1 help"):
        screen.keys("Escape")
        screen.wait_gone("leave the field")


@test
def file_that_changes_leaves_what_was_typed_and_is_not_saved(room):
    path = os.path.join(room.directory, "hosts.txt")
    with watch(room, ["one.watch.test", "two.watch.test"]) as screen:
        screen.wait_for("2 hosts", "2 steady")
        command(screen, "watch three.watch.test")
        screen.wait_for("✓ three.watch.test", "3 hosts")
        screen.wait_for("not saved, worst first")
        command(screen, "unwatch two.watch.test")
        screen.wait_gone("two.watch.test")
        with open(path + "~", "w", encoding="utf-8") as file:
            file.write("# theirs\ntwo.watch.test\none.watch.test\ngone.watch.test\n")
        os.rename(path + "~", path)
        text = screen.wait_for("✗ gone.watch.test", "✓ three.watch.test", "3 hosts")
        true("two.watch.test" not in text, "what was taken out by hand is not watched again")
        command(screen, "write")
        wait_file(path, "# theirs\none.watch.test\ngone.watch.test\nthree.watch.test\n")
        screen.wait_gone("not saved")


@test
def list_of_standard_input_gets_a_file_and_keeps_its_comments(room):
    room.set("watch.test", BASE)
    with Screen(80, 24) as screen:
        with open(os.path.join(screen.directory, "old.txt"), "w", encoding="utf-8") as file:
            file.write("somebody else's\n")
        screen.run("clear; printf '# from afar\\none.watch.test # first\\n' | "
                   f"'{asking.BINARY}' --every 1 --no-state -m -")
        screen.wait_for("list stdin", "✓ one.watch.test")
        for line, why in (("write", "the list has no file yet: name one"),
                          ("write old.txt", '"old.txt" is there already: choose another name'),
                          ("write no/new.txt", '"no/new.txt" cannot be saved'),
                          ("monitor -", "The keys come from standard input: name a file.")):
            command(screen, line)
            screen.wait_for(why)
            leave_line(screen)
        command(screen, "watch two.watch.test")
        screen.wait_for("✓ two.watch.test")
        command(screen, "write new.txt")
        screen.wait_for("list new.txt")
        wait_file(os.path.join(screen.directory, "new.txt"),
                  "# from afar\none.watch.test # first\ntwo.watch.test\n")
        equal(content(os.path.join(screen.directory, "old.txt")), "somebody else's\n", "kept")
        with open(os.path.join(screen.directory, "new.txt"), "a", encoding="utf-8") as file:
            file.write("three.watch.test\n")
        screen.wait_for("✓ three.watch.test")  # it is looked after from now on


@test
def quitting_asks_back_when_the_list_is_not_saved(room):
    with watch(room, HOSTS[:1]) as screen:
        screen.wait_for("1 steady")
        screen.keys("q")
        text = screen.wait_for(PROMPT)
        true("not saved" not in text, "nothing was changed")
        screen.run(f"clear; '{asking.BINARY}' --no-state -m '{room.directory}/hosts.txt'")
        screen.wait_for("1 steady")
        command(screen, "watch two.watch.test")
        screen.wait_for("✓ two.watch.test")
        screen.keys("q")
        screen.wait_for("changes that are not saved: :write, or q again", "✓ two.watch.test")
        screen.keys("q")
        screen.wait_for(PROMPT, "gaiscope: changes of the list of hosts were not saved")


@test
def ten_thousand_lines_are_pasted_at_once(room):
    with watch(room, HOSTS[:1]) as screen:
        screen.wait_for("1 steady")
        path = os.path.join(screen.directory, "many")
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(f"n{number}.watch.test every 1d\n" for number in range(10000))
        screen.tmux("load-buffer", path)
        screen.tmux("paste-buffer", "-p")
        screen.wait_for("10,001 hosts", limit_s=60)
        command(screen, "write many.txt")
        saved = os.path.join(screen.directory, "many.txt")
        wait_until(lambda: (content(saved) or "").count("\n") == 10001, "all are saved")
        true("n9999.watch.test every 1d\n" in content(saved), "the last line is whole")


@test
def bell_rings_for_what_is_worse(room):
    rung = os.path.join(room.directory, "rung")
    with watch(room, HOSTS[:2], options="--bell") as screen:
        screen.wait_for("2 steady")
        screen.tmux("set-option", "-g", "bell-action", "any")
        screen.tmux("set-hook", "-g", "alert-bell", f"run-shell 'echo rung >> {rung}'")
        true(not os.path.exists(rung), "no bell where nothing has changed")
        room.set("watch.test", BASE.replace("two AAAA 2001:db8::2", ""))
        wait_until(lambda: os.path.exists(rung), "the bell rings")
        screen.wait_for("lost all IPv6")
        room.set("watch.test", BASE)


if __name__ == "__main__":
    need_tmux()
    asking.need_binary()
    lab.enter()
    checks.run(changing.Changing({"watch.test": BASE, "down.test": "x A 192.0.2.5\n"}))
