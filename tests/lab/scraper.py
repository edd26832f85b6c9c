# SPDX-License-Identifier: MIT
"""The program with its metrics, and who reads them: a real Prometheus, a real node exporter, and
plain HTTP. All of it inside the private network of a lab."""
import json
import os
import shutil
import signal
import subprocess
import urllib.error
import urllib.parse
import urllib.request

import asking
from checks import Failed, skip, wait_until

PORT, PROMETHEUS_PORT, EXPORTER_PORT = 9123, 9190, 9191
OPENMETRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8"
TOOLS = ("prometheus", "promtool", "prometheus-node-exporter")

CONFIG = """global:
  scrape_interval: 1s
  scrape_timeout: 1s
  evaluation_interval: 1s
rule_files: ["{rules}"]
scrape_configs:
  - job_name: gaiscope
    static_configs: [{{targets: ["127.0.0.1:{port}"]}}]
"""


def need_tools():
    """Skips the program where Prometheus is missing."""
    for tool in TOOLS:
        if not shutil.which(tool):
            skip(f"{tool} is not installed")


def get(path, accept=None, port=PORT, method="GET"):
    """-> (status, headers, body) of one request; None where nobody answers"""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", method=method)
    if accept is not None:
        request.add_header("Accept", accept)
    try:
        with urllib.request.urlopen(request, timeout=10) as reply:
            return reply.status, reply.headers, reply.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()
    except OSError:
        return None


def sample(text, series):
    """-> the value of one series in the text of a scrape, as text; None: it is not there"""
    for line in text.splitlines():
        if line.startswith(series + " "):
            return line[len(series) + 1:]
    return None


class Watching:
    """The program, watching a list without a screen; `with` ends it."""

    def __init__(self, directory, lines, *options):
        self.path = os.path.join(directory, "hosts.txt")
        with open(self.path, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        # What a sanitizer keeps of freed memory would look like growth.
        sanitizer = os.environ.get("ASAN_OPTIONS", "") + ":quarantine_size_mb=1"
        self.process = subprocess.Popen(
            [asking.BINARY, "-m", self.path, "-o", "jsonl", "--no-state", *options],
            env={**os.environ, "ASAN_OPTIONS": sanitizer}, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True)
        self.errors = ""

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self.end()
        if value is not None:
            print(self.errors)

    def end(self):
        """Asks it to end; -> its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(20)
        self.errors += self.process.stderr.read() if not self.process.stderr.closed else ""
        self.process.stderr.close()
        return status

    def scrape(self, accept=None):
        """-> the text of /metrics, once it is there"""
        def answered():
            if self.process.poll() is not None:
                raise Failed("it ended: " + self.process.stderr.read())
            return get("/metrics", accept)
        return wait_until(answered, "/metrics answers")[2]

    def wait_for(self, series, wanted):
        """Waits until a series has a value; -> the whole text then"""
        def has_come():
            text = self.scrape()
            return text if sample(text, series) == wanted else None
        try:
            return wait_until(has_come, f"{series} {wanted}", step_s=0.2)
        except Failed as failure:
            raise Failed(f"{failure}\n{self.scrape()}") from None


class Server:
    """A server that writes a log; `with` ends it."""

    def __init__(self, directory, name, command):
        self.log_path = os.path.join(directory, f"{name}.log")
        self.log = open(self.log_path, "w", encoding="utf-8")
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self.process.kill()
        self.process.wait()
        self.log.close()
        if value is not None:
            with open(self.log_path, encoding="utf-8") as file:
                print(file.read()[-4000:])


class Prometheus(Server):
    """A Prometheus that scrapes the program once a second and knows our alerts."""

    def __init__(self, directory, rules):
        config = os.path.join(directory, "prometheus.yml")
        with open(config, "w", encoding="utf-8") as file:
            file.write(CONFIG.format(rules=rules, port=PORT))
        super().__init__(directory, "prometheus", [
            "prometheus", f"--config.file={config}",
            f"--storage.tsdb.path={os.path.join(directory, 'tsdb')}",
            f"--web.listen-address=127.0.0.1:{PROMETHEUS_PORT}"])
        wait_until(lambda: get("/-/ready", port=PROMETHEUS_PORT) is not None
                   and get("/-/ready", port=PROMETHEUS_PORT)[0] == 200,
                   "Prometheus is ready", limit_s=60, step_s=0.1)

    def api(self, path):
        """-> what the API has at a path"""
        _, _, body = get(f"/api/v1/{path}", port=PROMETHEUS_PORT)
        document = json.loads(body)
        if document["status"] != "success":
            raise Failed(f"{path}: {document}")
        return document["data"]

    def query(self, expression):
        """-> {labels without job and instance, as sorted pairs: value as text}"""
        found = self.api("query?" + urllib.parse.urlencode({"query": expression}))
        plain = {}
        for row in found["result"]:
            labels = {key: value for key, value in row["metric"].items()
                      if key not in ("__name__", "job", "instance")}
            plain[tuple(sorted(labels.items()))] = row["value"][1]
        return plain

    def wait_for(self, expression, wanted):
        """Waits until an expression has these values."""
        got = None
        def holds():
            nonlocal got
            got = self.query(expression)
            return got == wanted
        try:
            wait_until(holds, expression, step_s=0.2)
        except Failed as failure:
            raise Failed(f"{failure}\n  got    {got}\n  wanted {wanted}") from None
