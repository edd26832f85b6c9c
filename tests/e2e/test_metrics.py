#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What is watched, read by those it is for: a real Prometheus scrapes the program, a real node
exporter reads its file, promtool and the reference parser take the text; and clients that
mean no good cost it nothing."""
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
import lab
import scraper
import screen
from checks import contains, equal, test, true, wait_until
from scraper import EXPORTER_PORT, OPENMETRICS, PORT, Prometheus, Server, Watching, get, sample

RULES = os.path.join(lab.SOURCE, "docs/monitoring/alerts.yml")
DASHBOARD = os.path.join(lab.SOURCE, "docs/monitoring/dashboard.json")
ONE, NONE, ADDRESS = "iana.org", "nosuch.iana.org", "192.0.43.8"
UNEXPECTED = 5  # the exit status: an expectation does not hold
LISTEN = ("--every", "1s", "--listen", str(PORT))
LIST = [f"{ONE} expect ipv6,>=3 label prod", f"{ONE} https", NONE, ADDRESS]


def host(name=ONE, **more):
    """The labels of a host's series, as Prometheus.query() has them."""
    return tuple(sorted({"host": name, **more}.items()))


@test
def prometheus_scrapes_what_is_watched(room):
    with Watching(room.directory, LIST, *LISTEN), Prometheus(room.directory, RULES) as server:
        server.wait_for("up", {(): "1"})
        server.wait_for("gaiscope_host_up", {
            host(): "1", host(service="https"): "1", host(NONE): "0", host(ADDRESS): "1"})
        server.wait_for("gaiscope_host_pointers", {host(ADDRESS): "1"})
        for service in ({}, {"service": "https"}):
            wanted = {host(family=family, **service): "1" for family in ("inet", "inet6")}
            selector = f'{{host="{ONE}",service="{service.get("service", "")}"}}'
            server.wait_for(f"gaiscope_host_addresses{selector}", wanted)
            server.wait_for(f"gaiscope_host_success{selector}", wanted)
        server.wait_for(f'gaiscope_host_state{{host="{NONE}"}}',
                        {host(NONE, state="no_such_name"): "1"})
        server.wait_for("gaiscope_host_expectation_ok", {
            host(expectation="ipv6"): "1", host(expectation=">=3"): "0"})
        server.wait_for("gaiscope_monitor_failing_hosts", {(): "1"})
        server.wait_for("sum(gaiscope_monitor_hosts)", {(): "4"})
        server.wait_for("gaiscope_host_label", {host(label="prod"): "1"})
        server.wait_for("increase(gaiscope_monitor_rounds_total[1m]) > bool 1", {(): "1"})
        server.wait_for('histogram_quantile(0.9, sum by (le) '
                        '(rate(gaiscope_dns_duration_seconds_bucket[1m]))) < bool 2', {(): "1"})
        (target,) = server.api("targets")["activeTargets"]
        equal((target["health"], target["lastError"]), ("up", ""))
        types = server.api("metadata?metric=gaiscope_changes_total")
        types = types or server.api("metadata?metric=gaiscope_changes")
        equal({row["type"] for rows in types.values() for row in rows}, {"counter"})


@test
def rules_and_dashboard_work_in_prometheus(room):
    with open(DASHBOARD, encoding="utf-8") as file:
        panels = json.load(file)["panels"]
    with Watching(room.directory, LIST, *LISTEN), Prometheus(room.directory, RULES) as server:
        server.wait_for("gaiscope_monitor_failing_hosts", {(): "1"})
        for panel in panels:
            for target in panel["targets"]:
                server.query(target["expr"].replace("$instance", ".*")
                             .replace("$__rate_interval", "1m"))
        def alerts():
            rules = [rule for group in server.api("rules")["groups"] for rule in group["rules"]]
            if any(rule["health"] == "unknown" for rule in rules):
                return None
            equal({rule["health"] for rule in rules}, {"ok"}, str(rules))
            called = {rule["name"]: rule["state"] for rule in rules if "state" in rule}
            return called if called["GaiscopeExpectationFails"] == "pending" else None
        called = wait_until(alerts, "the alert of an expectation is pending", step_s=0.2)
        equal(called["GaiscopeHostFails"], "pending")
        for name in ("GaiscopeDown", "GaiscopeStandsStill", "GaiscopeFamilyLost",
                     "GaiscopeListBroken", "GaiscopeSeenInPartAlone"):
            equal(called[name], "inactive", name)


@test
def client_gets_the_format_that_it_asks_for(room):
    prometheus = ("application/openmetrics-text;version=1.0.0,application/openmetrics-text;"
                  "version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1")
    with Watching(room.directory, LIST, *LISTEN) as watching:
        watching.wait_for("gaiscope_monitor_failing_hosts", "1")
        for accept, kind in ((None, "text/plain; version=0.0.4; charset=utf-8"),
                             ("text/plain", "text/plain; version=0.0.4; charset=utf-8"),
                             (prometheus, OPENMETRICS)):
            status, headers, body = get("/metrics", accept)
            equal((status, headers["Content-Type"]), (200, kind), str(accept))
            equal(body.endswith("# EOF\n"), kind == OPENMETRICS)
        done = subprocess.run(["promtool", "check", "metrics"], input=get("/metrics")[2],
                              capture_output=True, text=True, check=False)
        equal((done.returncode, done.stdout, done.stderr), (0, "", ""))
        equal(get("/metrics", method="HEAD")[2], "")
        equal(get("/metrics", method="POST")[0], 405)
        equal(get("/metrics", method="POST")[1]["Allow"], "GET, HEAD")
        status, _, body = get("/")
        equal(status, 404)
        contains(body, "/metrics\n/healthz\n")


@test
def health_is_whether_somebody_watches(room):
    with Watching(room.directory, LIST, *LISTEN) as watching:
        watching.wait_for("gaiscope_monitor_failing_hosts", "1")
        status, headers, body = get("/healthz")
        equal((status, headers["Content-Type"]), (200, "text/plain; charset=utf-8"))
        true(re.fullmatch(r"ok: 4 hosts, the last round ended \d+ s ago\n", body), body)


@test
def node_exporter_reads_the_file(room):
    folder = os.path.join(room.directory, "textfiles")
    os.mkdir(folder)
    path = os.path.join(folder, "gaiscope.prom")
    exporter = ["prometheus-node-exporter", "--collector.disable-defaults",
                "--collector.textfile", f"--collector.textfile.directory={folder}",
                f"--web.listen-address=127.0.0.1:{EXPORTER_PORT}"]
    with Watching(room.directory, LIST, "--every", "1s", "--metrics", path) as watching, \
            Server(room.directory, "exporter", exporter):
        def up(name):  # the exporter gives each series every label of its family
            return f'gaiscope_host_up{{host="{name}",service=""}}'
        def scraped():
            found = get("/metrics", port=EXPORTER_PORT)
            return found and sample(found[2], up(ONE)) and found[2]
        text = wait_until(scraped, "the exporter has the host", step_s=0.1)
        equal(sample(text, "node_textfile_scrape_error"), "0")
        equal(sample(text, up(NONE)), "0")
        contains(text, f'node_textfile_mtime_seconds{{file="{path}"}}')
        contains(text, "# TYPE gaiscope_changes_total counter\n")
        watching.process.send_signal(signal.SIGKILL)
        watching.process.wait()
    with open(path, encoding="utf-8") as file:
        done = subprocess.run(["promtool", "check", "metrics"], stdin=file,
                              capture_output=True, text=True, check=False)
    equal((done.returncode, done.stdout, done.stderr), (0, "", ""))
    equal(os.listdir(folder), ["gaiscope.prom"])


@test
def reader_of_the_file_never_sees_a_part(room):
    path = os.path.join(room.directory, "whole.om")
    with Watching(room.directory, LIST, "--every", "1s", "--metrics", path) as watching:
        wait_until(lambda: os.path.exists(path), "the file is there")
        end, seen, rounds = time.monotonic() + 5, 0, set()
        while time.monotonic() < end:
            with open(path, encoding="utf-8") as file:
                text = file.read()
            true(text.endswith("# EOF\n"), text[-200:])
            rounds.add(sample(text, "gaiscope_monitor_rounds_total"))
            seen += 1
        true(seen > 100 and len(rounds) >= 3, f"{seen} readings, rounds {rounds}")
        equal((watching.end(), watching.errors), (UNEXPECTED, ""))


@test
def one_round_leaves_a_whole_file(room):
    path = os.path.join(room.directory, "once.prom")
    with Watching(room.directory, LIST, "--count", "1", "--metrics", path) as watching:
        watching.process.wait(30)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    equal(sample(text, "gaiscope_monitor_rounds_total"), "1")
    equal(sample(text, f'gaiscope_host_up{{host="{ONE}"}}'), "1")


@test
def what_cannot_be_opened_is_told_and_ends_it(room):
    with socket.create_server(("127.0.0.1", PORT)):
        with Watching(room.directory, LIST, *LISTEN) as watching:
            equal(watching.process.wait(20), 4)
            contains(watching.process.stderr.read(),
                     f"gaiscope: cannot listen at 127.0.0.1:{PORT}: another program listens "
                     "there; choose another port (EADDRINUSE)\n")
    with Watching(room.directory, LIST, "--metrics", "/no/such/folder/a.prom") as watching:
        equal(watching.process.wait(20), 4)
        contains(watching.process.stderr.read(),
                 "gaiscope: the metrics cannot be written to /no/such/folder/a.prom: no such "
                 "file or directory (ENOENT)\n")


@test
def many_hosts_are_bounded_and_counted(room):
    many = [f"host{number}.{ONE}" for number in range(3000)]
    with Watching(room.directory, many, "--every", "5s", "--listen", str(PORT),
                  "--metrics-hosts", "100") as watching:
        text = watching.wait_for('gaiscope_monitor_hosts{state="no_such_name"}', "3000")
        equal(text.count("gaiscope_host_up{"), 100)
        equal(sample(text, "gaiscope_metrics_left_out_hosts"), "2900")
        true(len(text) < 200000, f"{len(text)} bytes")


# -- clients that mean no good --------------------------------------------------------------

def connect():
    """-> a connection to the program"""
    return socket.create_connection(("127.0.0.1", PORT), timeout=30)


def resident(process):
    """-> KiB of memory that a process has in use"""
    with open(f"/proc/{process.pid}/status", encoding="utf-8") as file:
        return int(re.search(r"VmRSS:\s+(\d+)", file.read())[1])


def rounds_of(text):
    """-> rounds of hosts that have ended"""
    return int(sample(text, "gaiscope_monitor_host_rounds_total"))


@test
def silent_and_slow_clients_are_sent_away(room):
    with Watching(room.directory, LIST, *LISTEN) as watching:
        watching.wait_for("gaiscope_monitor_failing_hosts", "1")
        silent, slow = connect(), connect()
        begun = time.monotonic()
        slow.sendall(b"GET /metrics HTTP/1.1\r\nHost: x\r\nX: ")
        def is_over():
            try:
                slow.sendall(b"a")
            except OSError:
                return True
            return False
        wait_until(is_over, "a client that never ends its headers", limit_s=30, step_s=0.5)
        equal(silent.recv(1), b"", "a client that says nothing")
        true(9 <= time.monotonic() - begun < 20, f"{time.monotonic() - begun:.1f} s")
        equal(get("/healthz")[0], 200)


@test
def flood_of_clients_stops_no_round(room):
    with Watching(room.directory, LIST, *LISTEN) as watching:
        before = rounds_of(watching.wait_for("gaiscope_monitor_failing_hosts", "1"))
        memory = resident(watching.process)
        crowd = []
        end = time.monotonic() + 6
        while time.monotonic() < end:
            crowd.append(connect())
            crowd[-1].sendall(b"GET /metrics HTTP/1.1\r\nHost: x\r\n" +
                              (b"\r\n" if len(crowd) % 2 else b"X: y\r\n"))
            if len(crowd) > 300:
                crowd.pop(0).close()
        text = wait_until(lambda: get("/metrics"), "somebody is answered")[2]
        true(rounds_of(text) - before >= 3 * len(LIST), f"{before} -> {rounds_of(text)}")
        true(resident(watching.process) - memory < 20000,
             f"{memory} -> {resident(watching.process)} KiB")
        for client in crowd:
            client.close()


@test
def headers_and_paths_without_measure_are_refused(room):
    with Watching(room.directory, LIST, *LISTEN) as watching:
        watching.wait_for("gaiscope_monitor_failing_hosts", "1")
        memory = resident(watching.process)
        for request in (b"GET /" + b"a" * 1000000, b"\0" * 100000, b"\xff" * 100000,
                        b"GET /metrics HTTP/1.1\r\nHost: x\r\nAccept: " + b"a," * 500000,
                        b"GET /metrics HTTP/1.1\r\n" + b"A: b\r\n" * 100000 + b"\r\n",
                        b"GET /metrics HTTP/9.9\r\n\r\n", b"\r\n" * 50000,
                        b"GET /metrics HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                        b"GET %00/metrics HTTP/1.1\r\nHost: x\r\n\r\n"):
            client = connect()
            answer = b""
            try:
                client.sendall(request)
                client.shutdown(socket.SHUT_WR)
                answer = client.recv(100)
            except OSError:
                pass
            client.close()
            true(answer == b"" or re.match(rb"HTTP/1\.[01] (4|5)\d\d", answer),
                 f"{request[:40]}: {answer}")
        equal(get("/metrics")[0], 200)
        true(resident(watching.process) - memory < 20000, "memory")
        equal(watching.end(), UNEXPECTED)


# -- the dashboard --------------------------------------------------------------------------

@test
def dashboard_tells_the_same(room):
    path = os.path.join(room.directory, "screen.prom")
    list_path = os.path.join(room.directory, "screen.txt")
    with open(list_path, "w", encoding="utf-8") as file:
        file.write("\n".join(LIST) + "\n")
    with screen.Screen(120, 40) as terminal:
        terminal.type(f"{asking.BINARY} -m {list_path} --no-state --every 1s --metrics {path} "
                      f"--listen {PORT}\n")
        def told():
            found = get("/metrics")
            return found and sample(found[2], "gaiscope_monitor_failing_hosts") == "1" and found
        text = wait_until(told, "the dashboard serves", step_s=0.2)[2]
        equal(sample(text, f'gaiscope_host_up{{host="{ONE}"}}'), "1")
        equal(get("/healthz")[0], 200)
        with open(path, encoding="utf-8") as file:
            contains(file.read(), "gaiscope_monitor_failing_hosts ")
        terminal.type("P")
        paused = wait_until(lambda: get("/healthz")[0] == 503 and get("/healthz"),
                            "who pauses is told so")
        equal(paused[2], "stands still: the watching is paused\n")
        terminal.type("P")
        wait_until(lambda: get("/healthz")[0] == 200, "and who goes on")
        terminal.type("q")
        terminal.wait_for(screen.PROMPT)
    equal(get("/metrics"), None, "nobody listens any more")


if __name__ == "__main__":
    asking.need_binary()
    scraper.need_tools()
    screen.need_tmux()
    lab.enter()
    checks.run(lab.Lab())
