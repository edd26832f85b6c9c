# SPDX-License-Identifier: MIT
"""The program in a pseudo terminal without another program between: for times of keys."""
import fcntl
import os
import pty
import select
import shutil
import signal
import struct
import tempfile
import termios
import time

from checks import Failed, wait_until

ASKS = {b"\x1b[c": b"\x1b[?62;c", b"\x1b[6n": b"\x1b[1;1R"}  # what a terminal answers


class Typist:
    """Runs a command; `with` ends it and removes what it wrote."""

    def __init__(self, cols, rows, command):
        self.directory = tempfile.mkdtemp(prefix="gaiscope-typist.")
        self.output = b""
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            os.environ.update(HOME=self.directory, TERM="xterm-256color", LC_ALL="C.UTF-8",
                              ASAN_OPTIONS=f"log_path={self.directory}/sanitizer",
                              UBSAN_OPTIONS=f"log_path={self.directory}/sanitizer")
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("4H", rows, cols, 0, 0))
            os.execv(command[0], command)
        self.ended = False

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if not self.ended:
            os.kill(self.child, signal.SIGTERM)
            wait_until(self.has_ended, "the program ends")
        os.close(self.terminal)
        reports = [name for name in os.listdir(self.directory) if "sanitizer" in name]
        shutil.rmtree(self.directory, ignore_errors=True)
        if reports:
            raise Failed(f"the sanitizer has something to say: {reports}")

    def has_ended(self):
        """Whether the program has ended; what it still writes is read."""
        self.read(0)
        self.ended = self.ended or os.waitpid(self.child, os.WNOHANG)[0] != 0
        return self.ended

    def echoes(self):
        """Whether the terminal itself writes what is typed."""
        return bool(termios.tcgetattr(self.terminal)[3] & termios.ECHO)

    def read(self, limit_s):
        """Takes what is written within a time; -> whether there was anything."""
        if not select.select([self.terminal], [], [], limit_s)[0]:
            return False
        try:
            new = os.read(self.terminal, 65536)
        except OSError:  # the other side is gone
            return False
        self.output += new
        for question, answer in ASKS.items():
            if question in new:
                os.write(self.terminal, answer)
        return bool(new)

    def wait_for(self, text, limit_s=20.0):
        """Waits until a text is written; -> seconds."""
        began = time.monotonic()
        while text.encode() not in self.output:
            self.read(0.01)
            if time.monotonic() - began > limit_s:
                raise Failed(f"{text!r} is not written within {limit_s} s")
        return time.monotonic() - began

    def settle(self, quiet_s=0.3, limit_s=10.0):
        """Reads until nothing is written for a time."""
        end = time.monotonic() + limit_s
        while self.read(quiet_s) and time.monotonic() < end:
            pass

    def press(self, keys, marker=None, limit_s=5.0):
        """Presses keys; -> seconds until the marker, or the keys, are on the screen."""
        while self.read(0):
            pass
        self.output = b""
        began = time.monotonic()
        os.write(self.terminal, keys.encode())
        self.wait_for(marker or keys, limit_s)
        return time.monotonic() - began
