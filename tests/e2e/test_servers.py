#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The delegation from the root down, and the same question to several servers, against real
servers for the root, the top and the children, in a private namespace."""
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lab"))
import asking
import checks
import dns_lab
import dns_zones as zones
import lab
from checks import contains, equal, test, true

HINTS = "root.hints"


def hints(room, text=None):
    """Writes root hints; -> the file's name."""
    path = os.path.join(room.directory, HINTS)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text or f". 3600000 NS a.nic.\na.nic. 3600000 A {zones.ROOT}\n")
    return path


def trace(room, name, rtype="A", text=None):
    """-> the trace of a name, and the exit status."""
    document, status = asking.report("--parts", "trace", "--types", rtype, "--root-hints",
                                     hints(room, text), name)
    equal(document["unfinished"], [], name)
    return document["trace"], status


def way(found):
    """-> [(zone, what it came to)]"""
    return [(zone["zone"], zone["came_to"]) for zone in found["zones"]]


def servers_of(found, zone):
    """-> {host: server} of the last level of a zone."""
    levels = [level for level in found["zones"] if level["zone"] == zone]
    return {server["host"]: server for server in levels[-1]["servers"]}


@test
def a_name_is_found_from_the_root_down(room):
    found, status = trace(room, "www.plain.test")
    equal(way(found), [(".", "referral"), ("test", "referral"), ("plain.test", "answered")])
    equal(found["records"], ["www.plain.test 3600 A 192.0.2.11"])
    equal(found["outcome"], "answered")
    equal(status, 0)


@test
def each_level_asks_the_servers_that_the_level_above_names(room):
    found, _ = trace(room, "www.plain.test")
    equal([server["server"] for zone in found["zones"] for server in zone["servers"]],
          [zones.ROOT, zones.TOP, zones.CHILD])
    for zone in found["zones"]:
        for server in zone["servers"]:
            true("rd" not in server["flags"], f"{server['host']} was asked with recursion")
            equal("aa" in server["flags"], zone["zone"] == "plain.test", server["host"])


@test
def a_name_that_does_not_exist_ends_with_its_proof(room):
    found, status = trace(room, "nosuch.plain.test")
    equal(found["outcome"], "no_such_name")
    contains(found["records"][0], "plain.test 300 SOA ns1.plain.test hostmaster.plain.test")
    equal(status, 1)


@test
def a_name_without_the_type_ends_with_its_proof(room):
    found, status = trace(room, "www.plain.test", "MX")
    equal(found["outcome"], "no_data")
    contains(found["records"][0], " SOA ")
    equal(status, 1)


@test
def a_top_that_does_not_exist_ends_at_the_root(room):
    found, _ = trace(room, "www.nosuch")
    equal(way(found), [(".", "no_such_name")])


@test
def a_lame_server_is_marked_and_the_other_followed(room):
    found, status = trace(room, "www.half.test")
    equal(found["outcome"], "answered")
    equal(status, 0)
    servers = servers_of(found, "half.test")
    equal((servers["ns1.half.test"]["said"], servers["ns1.half.test"]["followed"]),
          ("answered", True))
    equal((servers["ns2.half.test"]["said"], servers["ns2.half.test"]["reason"]),
          ("lame", "refuses"))


@test
def a_zone_with_lame_servers_alone_ends_there(room):
    found, status = trace(room, "www.lame.test")
    equal(way(found)[-1], ("lame.test", "failed"))
    equal(found["problem"], "No name server of lame.test says anything of use (refuses).")
    equal((found["outcome"], status), ("try_again", 3))


@test
def a_dead_server_is_a_temporary_failure(room):
    found, status = trace(room, "www.dead.test")
    equal(way(found)[-1], ("dead.test", "failed"))
    equal([server["reason"] for server in found["zones"][-1]["servers"]], ["port closed"])
    true(found["outcome"] in ("try_again", "failed"), found["outcome"])
    true(status in (3, 4), f"exit {status}")


@test
def servers_of_a_zone_that_do_not_agree_are_marked(room):
    found, _ = trace(room, "www.differ.test")
    servers = servers_of(found, "differ.test")
    equal(sorted(server["said"] for server in servers.values()), ["answered", "answered"])
    equal(sorted(server["differs"] for server in servers.values()), [False, True])
    equal(sorted(server["followed"] for server in servers.values()), [False, True])


@test
def glue_that_is_missing_is_looked_up(room):
    found, _ = trace(room, "11.2.0.192.in-addr.arpa", "PTR")
    equal(found["outcome"], "answered", str(found))
    servers = servers_of(found, "2.0.192.in-addr.arpa")
    equal(servers["ns1.plain.test"]["looked_up"], True)
    equal(servers["ns1.plain.test"]["server"], zones.CHILD)
    equal(len(found["records"]), 2)


@test
def a_server_whose_name_has_no_address_is_told(room):
    found, status = trace(room, "www.noglue.test")
    equal(way(found)[-1], ("noglue.test", "failed"))
    servers = servers_of(found, "noglue.test")
    equal(servers["ns1.noglue.test"]["said"], "not_asked")
    contains(found["problem"], "has an address that can be found")
    true(status in (3, 4), f"exit {status}")


@test
def an_alias_to_another_zone_goes_on_from_what_is_known(room):
    found, _ = trace(room, "chain.types.test")
    equal(way(found), [(".", "referral"), ("test", "referral"), ("types.test", "alias"),
                       ("test", "referral"), ("plain.test", "answered")])
    equal(found["aliases"], ["chain3.plain.test"])
    contains(found["records"][-1], "www.plain.test 3600 A 192.0.2.11")


@test
def a_name_below_a_rewritten_one_is_followed(room):
    found, _ = trace(room, "www.tree.types.test")
    equal(found["aliases"], ["www.plain.test"])
    equal(found["outcome"], "answered")


@test
def aliases_in_a_circle_end_the_way(room):
    found, status = trace(room, "loop.types.test")
    contains(found["problem"], "its CNAMEs lead in a circle")
    equal((found["outcome"], status), ("failed", 4))


@test
def the_parent_answers_for_the_keys_of_the_child(room):
    found, _ = trace(room, "types.test", "DS")
    equal(way(found)[-1], ("test", "answered"))
    contains(found["records"][0], "types.test 86400 DS")


@test
def a_dead_root_delays_no_other_one(room):
    text = (f". NS a.nic.\n. NS b.nic.\na.nic. A {zones.NOBODY}\nb.nic. A {zones.ROOT}\n")
    began = time.monotonic()
    found, _ = trace(room, "www.plain.test", text=text)
    true(time.monotonic() - began < 5, "the dead root was waited for")
    equal(found["outcome"], "answered")
    equal([server["said"] for server in found["zones"][0]["servers"]],
          ["failed", "referral"])


@test
def hints_that_are_wrong_name_file_and_line(room):
    path = hints(room, ". NS a.nic.\na.nic. A 127.0.0.300\n")
    done = asking.run("--parts", "trace", "-r", "--root-hints", path, "www.plain.test")
    equal(done.returncode, 4)
    equal(done.stdout, "")
    contains(done.stderr, f"{path}, line 2: \"127.0.0.300\" is no IPv4 address")


@test
def the_trace_of_a_report_is_read_by_people(room):
    done = asking.run("--parts", "trace", "--types", "A", "-r", "--root-hints", hints(room),
                      "www.half.test")
    contains(done.stdout, "1 of 1 refers to test")
    contains(done.stdout, "lame: refuses")
    contains(done.stdout, "www.half.test 3600 A 192.0.2.21")


def compare(servers, name, types="A"):
    """-> the questions of the servers part, and the exit status."""
    document, status = asking.report("--parts", "servers", "--types", types, "--compare",
                                     ",".join(servers), name)
    equal(document["unfinished"], [], name)
    return document["servers"]["questions"], status


def matches(question):
    """-> how each server matches."""
    return [answer["match"] for answer in question["answers"]]


@test
def servers_that_agree_are_the_same(room):
    questions, status = compare([zones.CHILD, zones.RESOLVER], "types.test", "A,MX,TXT")
    equal([matches(question) for question in questions], [["same", "same"]] * 3)
    equal([question["alike"] for question in questions], [True] * 3)
    equal(status, 0)


@test
def servers_that_do_not_agree_are_marked_record_by_record(room):
    questions, _ = compare([zones.CHILD, zones.OTHER, zones.CHILD + ":53"], "www.differ.test")
    equal(len(questions[0]["answers"]), 2, "one server stands there once")
    equal(matches(questions[0]), ["same", "differs"])
    equal({record["text"]: record["servers"] for record in questions[0]["records"]},
          {"192.0.2.31": [1], "192.0.2.32": [2]})
    equal(questions[0]["alike"], False)


@test
def a_refusal_and_a_dead_server_are_compared_with_nothing(room):
    questions, status = compare([zones.CHILD, zones.OTHER, zones.NOBODY], "www.plain.test")
    equal(matches(questions[0]), ["alone", "failed", "failed"])
    equal([answer["answer"]["outcome"] for answer in questions[0]["answers"]],
          ["answered", "refused", "refused"])
    equal(questions[0]["fastest"], 1)
    equal(status, 0)


@test
def a_referral_says_nothing_of_the_name(room):
    questions, _ = compare([zones.CHILD, zones.TOP], "www.plain.test")
    equal(matches(questions[0]), ["alone", "failed"])


@test
def one_server_is_held_against_the_resolver(room):
    questions, _ = compare([zones.CHILD], "www.plain.test")
    equal([answer["server"] for answer in questions[0]["answers"]],
          [zones.RESOLVER, zones.CHILD])


@test
def a_time_that_is_left_differs_but_the_set_does_not(room):
    asking.report("--parts", "servers", "--types", "A", "--compare",
                  f"{zones.RESOLVER},{zones.CHILD}", "mail.plain.test")
    time.sleep(1.1)
    questions, _ = compare([zones.RESOLVER, zones.CHILD], "mail.plain.test")
    equal(matches(questions[0]), ["same", "same"])
    equal(questions[0]["ttl_differs"], True)
    record = questions[0]["records"][0]
    true(record["ttl_min_s"] < record["ttl_max_s"] == 3600, str(record))


@test
def four_thousand_records_of_two_servers_are_one_set(room):
    questions, _ = compare([zones.CHILD, zones.RESOLVER], "many.big.test")
    equal(matches(questions[0])[0], "same")
    equal(len(questions[0]["records"]), 4000)


if __name__ == "__main__":
    asking.need_binary()
    dns_lab.need_tools()
    lab.enter()
    checks.run(dns_lab.DnsLab())
