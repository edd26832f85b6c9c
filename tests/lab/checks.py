# SPDX-License-Identifier: MIT
"""Tests as functions: @test collects them, run() runs them and prints what cmocka prints, so
that one counter counts all."""
import sys
import time
import traceback

SKIPPED = 77  # what ctest takes for "skipped"
_tests = []


class Failed(Exception):
    """A check did not hold."""


def test(function):
    """Registers a test; its name is a sentence without digits (the counter reads it)."""
    assert not any(c.isdigit() for c in function.__name__), function.__name__
    _tests.append(function)
    return function


def skip(reason):
    """Ends the program as skipped, and says why."""
    print(f"[  SKIPPED ] {reason}", flush=True)
    sys.exit(SKIPPED)


def equal(got, wanted, label=""):
    """Fails unless both are equal."""
    if got != wanted:
        raise Failed(f"{label}\n  got    {got!r}\n  wanted {wanted!r}")


def true(condition, label):
    """Fails unless the condition holds."""
    if not condition:
        raise Failed(label)


def contains(text, part, label=""):
    """Fails unless `part` stands in `text`."""
    if part not in text:
        raise Failed(f"{label}\n  {part!r} is not in\n{text}")


def wait_until(condition, label, limit_s=20.0, step_s=0.02):
    """Returns the first true value of condition(), or fails when the time is over."""
    end = time.monotonic() + limit_s
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise Failed(f"{label}: not within {limit_s} s")
        time.sleep(step_s)


def run(*arguments):
    """Runs the tests (those named on the command line, or all) and exits."""
    wanted = sys.argv[1:]
    tests = [t for t in _tests if not wanted or t.__name__ in wanted]
    failed = []
    print(f"[==========] Running {len(tests)} test(s).", flush=True)
    for function in tests:
        name = function.__name__
        print(f"[ RUN      ] {name}", flush=True)
        try:
            function(*arguments)
        except Failed as failure:
            print(failure)
            failed.append(name)
        except Exception:  # a broken test is a failed one
            traceback.print_exc(file=sys.stdout)
            failed.append(name)
        word = "[  FAILED  ]" if name in failed else "[       OK ]"
        print(f"{word} {name}", flush=True)
    print(f"[==========] {len(tests)} test(s) run, {len(failed)} failed.", flush=True)
    sys.exit(1 if failed else 0)
