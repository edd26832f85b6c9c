# SPDX-License-Identifier: MIT
"""The program in a real terminal: a private tmux server with one window and a shell in it."""
import os
import re
import shutil
import signal
import subprocess
import tempfile

from checks import Failed, skip, wait_until

PROMPT = "ready>"
STYLES = re.compile(r"\x1b\[([0-9;:]*)m")
TURNING = re.compile("[⠋⠙⠹⠸⠼⠴⠦⠧]")  # something is awaited
MOVING = re.compile(r"\b\d{3,6}\b")    # TTLs, which count down
LOOKS, LOOK_S = 8, 0.05               # so often, and so far apart, a picture is the same


def need_tmux():
    """Skips the program where there is no tmux."""
    if not shutil.which("tmux"):
        skip("tmux is not installed")


def is_alive(process):
    """Whether a process has neither ended nor is about to be reaped."""
    return os.path.exists(f"/proc/{process}/cwd")


class Screen:
    """A terminal of cols x rows with an empty home; `with` ends the shell, and all that runs
    in it, and removes what it wrote."""

    def __init__(self, cols, rows, env=None):
        self.directory = tempfile.mkdtemp(prefix="gaiscope-screen.")
        self.socket = os.path.join(self.directory, "tmux")
        sanitizer = {}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
            more = (env or {}).get(name, "")
            sanitizer[name] = f"log_path={self.directory}/sanitizer:{more}"
        self.env = {**os.environ, "HOME": self.directory, "LC_ALL": "C.UTF-8",
                    "HISTFILE": "", **(env or {}), **sanitizer}
        for name in ("NO_COLOR", "TMUX", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
            if name not in (env or {}):
                self.env.pop(name, None)
        config = os.path.join(self.directory, "tmux.conf")
        with open(config, "w", encoding="utf-8") as file:
            file.write("set -g status off\nset -g escape-time 0\nset -s set-clipboard on\n"
                       "set -g default-terminal tmux-256color\n")
        shell = f"exec env PS1='{PROMPT}' bash --norc --noprofile -i"
        subprocess.run(["tmux", "-u", "-S", self.socket, "-f", config, "new-session", "-d",
                        "-c", self.directory, "-x", str(cols), "-y", str(rows), shell],
                       env=self.env, check=True)
        self.resize(cols, rows)
        self.wait_for(PROMPT)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if kind is not None and issubclass(kind, Failed):
            print(self.text())
        processes = self.processes()
        self.end_programs(processes[1:])
        self.tmux("kill-server")
        wait_until(lambda: not any(is_alive(p) for p in processes),
                   "the shell and the program end with their terminal")
        reports = [name for name in os.listdir(self.directory) if "sanitizer" in name]
        texts = []
        for name in reports:
            with open(os.path.join(self.directory, name), encoding="utf-8") as file:
                texts.append(file.read())
        shutil.rmtree(self.directory, ignore_errors=True)
        if texts:
            raise Failed("\n".join(texts))

    def end_programs(self, processes):
        """Ends what the shell started before its terminal goes. A terminal that goes sends
        SIGCONT too, which takes back the SIGSTOP by which the leak check of a program that is
        ending holds its threads: the check would wait for ever."""
        for process in processes:
            try:
                os.kill(int(process), signal.SIGTERM)
            except ProcessLookupError:  # it has ended already
                pass
        try:
            wait_until(lambda: not any(is_alive(p) for p in processes), "")
        except Failed:  # told when its terminal is gone, too
            pass

    def processes(self):
        """The ids of the shell and of what it started."""
        shell = self.ask("pane_pid")
        try:
            with open(f"/proc/{shell}/task/{shell}/children", encoding="ascii") as file:
                return [shell, *file.read().split()]
        except OSError:  # the shell has ended already
            return []

    def tmux(self, *arguments):
        """Runs a command of tmux; -> its output."""
        done = subprocess.run(["tmux", "-S", self.socket, *arguments], env=self.env,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              encoding="utf-8", check=False)
        return done.stdout

    def ask(self, what):
        """The value of a format of tmux: "alternate_on", "pane_title", ..."""
        return self.tmux("display-message", "-p", "#{" + what + "}").strip()

    def keys(self, *names):
        """Presses keys by tmux's names: "Enter", "C-u", "BTab", "i"."""
        self.tmux("send-keys", *names)

    def type(self, text):
        """Types a text as it is."""
        self.tmux("send-keys", "-l", text)

    def paste(self, text):
        """Pastes a text, bracketed where the program asked for that."""
        self.tmux("set-buffer", text)
        self.tmux("paste-buffer", "-p")

    def resize(self, cols, rows):
        """Gives the window another size."""
        self.tmux("resize-window", "-x", str(cols), "-y", str(rows))

    def text(self):
        """What stands on the screen."""
        return self.tmux("capture-pane", "-p")

    def styles(self):
        """All SGR parameters on the screen."""
        found = STYLES.findall(self.tmux("capture-pane", "-p", "-e"))
        return {number for group in found for number in re.split("[;:]", group) if number}

    def wait_for(self, *parts, limit_s=20.0):
        """Waits until all texts stand on the screen; -> the screen."""
        seen = {}

        def all_there():
            seen["text"] = self.text()
            return all(part in seen["text"] for part in parts)

        try:
            wait_until(all_there, "", limit_s)
        except Failed:
            missing = [part for part in parts if part not in seen["text"]]
            raise Failed(f"within {limit_s} s not on the screen: {missing}") from None
        return seen["text"]

    def body(self):
        """The picture without its first and last lines, which have the time of day, and
        without TTLs."""
        lines = [line.rstrip() for line in self.text().splitlines()[1:-1]]
        return MOVING.sub("#", "\n".join(lines))

    def settle(self, *parts):
        """Waits until all texts stand on the screen and nothing is awaited any more: not in
        one look, which may fall between two answers, but while the picture stays the same;
        -> its body."""
        self.wait_for(*parts)
        seen = []

        def is_still():
            body = self.body()
            if TURNING.search(body) or seen and seen[-1] != body:
                seen.clear()
            seen.append(body)
            return len(seen) >= LOOKS and not TURNING.search(body)

        wait_until(is_still, f"the picture with {parts} stays the same", step_s=LOOK_S)
        return seen[-1]

    def wait_gone(self, part, limit_s=20.0):
        """Waits until a text has left the screen."""
        wait_until(lambda: part not in self.text(), f"{part!r} stays on the screen", limit_s)

    def run(self, command):
        """Types a command line and starts it."""
        self.type(command)
        self.keys("Enter")

    def terminal_state(self):
        """What stty says of the terminal; only at the shell's prompt."""
        path = os.path.join(self.directory, "stty")
        if os.path.exists(path):
            os.remove(path)
        self.run(f"stty -g > {path}.new; mv {path}.new {path}")
        wait_until(lambda: os.path.exists(path), "stty")
        with open(path, encoding="utf-8") as file:
            return file.read()

    def exit_status(self):
        """The status of the last command; only at the shell's prompt."""
        path = os.path.join(self.directory, "status")
        self.run(f"echo $? > {path}.new; mv {path}.new {path}")
        wait_until(lambda: os.path.exists(path), "echo")
        with open(path, encoding="utf-8") as file:
            status = int(file.read())
        os.remove(path)
        return status
