# SPDX-License-Identifier: MIT
"""A program on a pseudo terminal, measured from outside: times, bytes, wake-ups, memory."""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

QUIET_S = 0.05
ESCAPES = re.compile(rb"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[()][0-9A-B]|\x1b[=>]|[\x00-\x1f]")


class PtyProgram:
    """Started in a session of its own; ended by close()."""

    def __init__(self, argv, cols=120, rows=40, env=None):
        full = dict(os.environ, TERM="xterm-256color", LC_ALL="C.UTF-8", **(env or {}))
        full.pop("NO_COLOR", None)
        self.argv = argv
        self.start = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
            os.execvpe(argv[0], argv, full)
        self.ended = False

    def read(self, timeout):
        """Bytes that come within the timeout; b"" when none do or the program ended."""
        ready, _, _ = select.select([self.fd], [], [], max(timeout, 0))
        if not ready:
            return b""
        try:
            return os.read(self.fd, 65536)
        except OSError:
            return b""

    def drain(self, quiet=QUIET_S, limit=5.0):
        """Reads until it is quiet; -> all bytes."""
        out = b""
        end = time.perf_counter() + limit
        while time.perf_counter() < end:
            part = self.read(quiet)
            if not part:
                break
            out += part
        return out

    def first_screen(self, limit=5.0):
        """Seconds from exec until 40 visible characters have come."""
        out = b""
        while time.perf_counter() - self.start < limit:
            out += self.read(limit)
            if len(ESCAPES.sub(b"", out).replace(b" ", b"")) >= 40:
                return time.perf_counter() - self.start
        raise RuntimeError("no screen came")

    def wait_for_frame(self, limit):
        """Waits for a frame that comes by itself: the next one is a whole period away."""
        self.read(limit)

    def press(self, keys, limit=0.2):
        """-> (seconds to the first byte, or None when no byte came; bytes in all)."""
        self.drain(0.005)
        start = time.perf_counter()
        os.write(self.fd, keys)
        first = self.read(limit)
        if not first:
            return None, 0
        latency = time.perf_counter() - start
        return latency, len(first) + len(self.drain(0.03))

    def idle(self, seconds):
        """-> (wake-ups, bytes written) while nobody touches it."""
        before = self.switches()
        written = 0
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            written += len(self.read(end - time.perf_counter()))
        after = self.switches()
        return sum(after[task] - before[task] for task in before.keys() & after.keys()), written

    def switches(self):
        """Voluntary context switches by thread: each is one wake-up. Counts of threads that
        ended are gone with them, so only what lives on can be compared."""
        counts = {}
        for task in os.listdir(f"/proc/{self.pid}/task"):
            try:
                with open(f"/proc/{self.pid}/task/{task}/status") as status:
                    for line in status:
                        if line.startswith("voluntary_ctxt_switches"):
                            counts[task] = int(line.split()[1])
            except OSError:
                pass
        return counts

    def peak_mib(self):
        with open(f"/proc/{self.pid}/status") as status:
            for line in status:
                if line.startswith("VmHWM"):
                    return int(line.split()[1]) / 1024
        return 0.0

    def quit(self, keys, limit=5.0):
        """Seconds from the key until the process is gone; None when it stays."""
        self.drain(0.005)
        start = time.perf_counter()
        os.write(self.fd, keys)
        while time.perf_counter() - start < limit:
            self.read(0.001)
            if os.waitpid(self.pid, os.WNOHANG)[0] != 0:
                self.ended = True
                return time.perf_counter() - start
        return None

    def close(self):
        if not self.ended:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.ended = True
        os.close(self.fd)
