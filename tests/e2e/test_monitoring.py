#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The files of docs/monitoring, held against the metrics that there are: rules that promtool
takes, alerts that come when they should, a dashboard without a metric that nobody writes, and
a table of metrics that says what the program says."""
import glob
import json
import os
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import checks
from checks import contains, equal, skip, test, true

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DOCS = os.path.join(SOURCE, "docs/monitoring")
GOLDEN = os.path.join(SOURCE, "tests/golden/metrics")
NAME = re.compile(r"\bgaiscope_[a-z0-9_]+")
# What a rule may name beside ours, and a rule's own name.
OTHERS = {"up", "node_textfile_mtime_seconds"}
PARTS = ("_bucket", "_sum", "_count")


def read(path):
    """-> the text of a file"""
    with open(path, encoding="utf-8") as file:
        return file.read()


def families():
    """-> {name of a family as it is queried: (type, help)}, of the golden file"""
    found = {}
    for line in read(f"{GOLDEN}/monitor.prom").splitlines():
        match = re.match(r"# (HELP|TYPE) (\S+) (.*)", line)
        if match:
            found.setdefault(match[2], {})[match[1]] = match[3]
    return {name: (facts["TYPE"], facts["HELP"]) for name, facts in found.items()}


def labels():
    """-> {name of a metric: the names of its labels}, of the golden file"""
    found = {}
    for line in read(f"{GOLDEN}/monitor.prom").splitlines():
        match = re.match(r"([a-z0-9_]+)(?:\{(.*)\})? ", line)
        if match:
            found.setdefault(match[1], set()).update(
                re.findall(r'(\w+)="', match[2] or ""))
    return found


def base(name):
    """The family of a sample of a histogram."""
    for part in PARTS:
        if name.endswith(part) and name[:-len(part)] in families():
            return name[:-len(part)]
    return name


def promtool(*arguments, **more):
    """-> the finished promtool"""
    return subprocess.run(["promtool", *arguments], capture_output=True, text=True, **more)


def check_names(text, label):
    """Every metric that an expression names is one, and each label of a selector its own."""
    known = families()
    for name in NAME.findall(text):
        true(base(name) in known, f"{label}: there is no metric {name}")
    own = labels()
    for name, selector in re.findall(r"\b(gaiscope_[a-z0-9_]+)\{([^}]*)\}", text):
        for key in re.findall(r'(\w+)\s*(?:=~|!~|!=|=)\s*"', selector):
            true(key in own[name] | {"instance", "job", "place"},
                 f"{label}: {name} has no label {key}")


def dashboard_expressions():
    """-> [(title, expression)]"""
    document = json.loads(read(f"{DOCS}/dashboard.json"))
    return [(panel["title"], target["expr"]) for panel in document["panels"]
            for target in panel["targets"]]


@test
def golden_metrics_please_promtool():
    for path in sorted(glob.glob(f"{GOLDEN}/*.prom")):
        done = promtool("check", "metrics", input=read(path))
        equal((done.returncode, done.stdout, done.stderr), (0, "", ""), path)


STRICT = """
import sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families
for family in text_string_to_metric_families(sys.stdin.read()):
    print(family.name + {"counter": "_total", "info": "_info"}.get(family.type, ""))
"""


def strict_python():
    """-> a Python that has the reference parser of OpenMetrics (Debian's has it); None"""
    for python in (sys.executable, "/usr/bin/python3"):
        tried = subprocess.run([python, "-c", "import prometheus_client.openmetrics"],
                               stderr=subprocess.DEVNULL)
        if tried.returncode == 0:
            return python
    return None


@test
def golden_openmetrics_please_the_strict_parser():
    python = strict_python()
    for path in sorted(glob.glob(f"{GOLDEN}/*.openmetrics")):
        done = subprocess.run([python, "-c", STRICT], input=read(path), capture_output=True,
                              text=True)
        equal((done.returncode, done.stderr), (0, ""), path)
        names = done.stdout.split()
        equal(sorted(set(names) - set(families())), [], f"{path}: in one format alone")
        true(len(names) > 30, f"{path}: {len(names)} families")


@test
def rules_and_configuration_please_promtool():
    for what, name in (("rules", "alerts.yml"), ("config", "prometheus.yml")):
        done = promtool("check", what, f"{DOCS}/{name}")
        equal(done.returncode, 0, done.stdout + done.stderr)
        contains(done.stdout, "SUCCESS")


@test
def alerts_come_when_they_should_and_only_then():
    done = promtool("test", "rules", os.path.join(SOURCE, "tests/lab/alerts_test.yml"))
    equal(done.returncode, 0, done.stdout + done.stderr)
    text = read(os.path.join(SOURCE, "tests/lab/alerts_test.yml"))
    for name in re.findall(r"(?m)^ +- alert: (\S+)", read(f"{DOCS}/alerts.yml")):
        equal(len(re.findall(rf"alertname: {name}\b", text)), 2, f"{name} is tested twice")


@test
def alerts_use_metrics_that_exist():
    text = read(f"{DOCS}/alerts.yml")
    expressions = re.findall(r"(?m)^ +expr: (?:\|\n((?: {10,}.*\n)+)|(.*))", text)
    true(len(expressions) >= 15, str(expressions))
    for block, line in expressions:
        check_names(block or line, "alerts.yml")
        plain = re.sub(r'"[^"]*"', "", block or line)
        for word in re.findall(r"\b(?:node|up)\w*\b(?=[{=\s])", plain):
            true(word in OTHERS, f"alerts.yml: {word}")


@test
def dashboard_uses_metrics_that_exist():
    found = dashboard_expressions()
    true(len(found) > 20, str(found))
    for title, expression in found:
        contains(expression, "gaiscope_", title)
        check_names(expression, f"dashboard: {title}")


@test
def dashboard_s_panels_lie_beside_each_other():
    document = json.loads(read(f"{DOCS}/dashboard.json"))
    taken = set()
    equal(len({panel["id"] for panel in document["panels"]}), len(document["panels"]))
    for panel in document["panels"]:
        place = panel["gridPos"]
        for x in range(place["x"], place["x"] + place["w"]):
            for y in range(place["y"], place["y"] + place["h"]):
                true(x < 24 and (x, y) not in taken, f"{panel['title']} lies on another")
                taken.add((x, y))


@test
def document_has_every_metric_as_the_program_describes_it():
    text = read(os.path.join(SOURCE, "docs/monitoring.md"))
    own = labels()
    for name, (kind, help_text) in families().items():
        row = re.search(rf"(?m)^\| `{name}` \| (\S+) \|([^|]*)\| (.*) \|$", text)
        true(row, f"docs/monitoring.md has no row for {name}")
        equal((row[1], row[3]), (kind, help_text), name)
        hidden = {"le"} | ({"host", "service"} if name.startswith("gaiscope_host_") else set())
        samples = own.get(name, own.get(name + "_bucket", set()))
        equal(set(re.findall(r"`(\w+)`", row[2])), samples - hidden, name)
    check_names(text.split("## Alerts")[0], "docs/monitoring.md")


if __name__ == "__main__":
    if not shutil.which("promtool"):
        skip("promtool is not installed")
    if not strict_python():
        skip("python3-prometheus-client is not installed")
    checks.run()
