/* SPDX-License-Identifier: MIT */
/*
 * The stations. Each line is a sentence or two for a person who has never read an RFC, and
 * all that they say is to be seen in the demo.
 */
#include "gaiscope/view/tour.h"

#include "pane.h"

#include "gaiscope/model/hints.h"

#include <sys/socket.h>

static const struct gs_tour_station stations[GS_TOUR_STATIONS] = {
    {.title = "one address per family",
     .host = "iana.org",
     .service = "www",
     .view = GS_COMMAND_VIEW_LOOKUP,
     .pane = GS_PANE_V4,
     .lines = {"iana.org has one IPv4 address (A, RFC 1035) and one IPv6 address (AAAA).",
               "getaddrinfo gives both, each with the port of www: a socket address.",
               "A program connects to one of them after another, until one answers."}},
    {.title = "the order",
     .host = "python.org",
     .service = "www",
     .view = GS_COMMAND_VIEW_ORDER,
     .pane = GS_PANE_ORDER,
     .lines = {"Four addresses; RFC 6724 says which of them a program tries first.",
               "Between two rows stands the rule that decided: it looks at the address",
               "that this machine would send from, then at classes, not at speed."}},
    {.title = "V4MAPPED",
     .host = "v4only.race.test",
     .service = "www",
     .family = AF_INET6,
     .flags = "v4mapped",
     .view = GS_COMMAND_VIEW_LOOKUP,
     .pane = GS_PANE_V6,
     .lines = {"A program asks for IPv6 alone (AF_INET6); this name has IPv4 alone.",
               "AI_V4MAPPED (RFC 3493) gives it in IPv6 form: ::ffff:192.0.2.155.",
               "One IPv6 socket then serves both. The packets on the wire are IPv4."}},
    {.title = "ADDRCONFIG",
     .host = "iana.org",
     .service = "www",
     .flags = "addrconfig",
     .view = GS_COMMAND_VIEW_LOOKUP,
     .pane = GS_PANE_V6,
     .lines =
         {"AI_ADDRCONFIG (RFC 3493) asks only for families this machine has itself.",
          "A wide header tells them: v4 and v6, each with a ✓ or a ✗.",
          "A family it lacks gives no rows. With loopback alone glibc asks for both."}},
    {.title = "passive, the null node",
     .host = "",
     .service = "www",
     .flags = "passive",
     .view = GS_COMMAND_VIEW_LOOKUP,
     .pane = GS_PANE_BIND,
     .lines = {"No host and AI_PASSIVE (RFC 3493): what a server binds its sockets to.",
               "0.0.0.0 is every IPv4 address of this machine, :: every IPv6 address.",
               "Without the flag a client gets loopback instead: ::1 and 127.0.0.1."}},
    {.title = "canonical name",
     .host = "www.iana.org",
     .service = "www",
     .flags = "canonname",
     .view = GS_COMMAND_VIEW_LOOKUP,
     .pane = GS_PANE_COMPARE,
     .lines =
         {"www.iana.org is an alias: its CNAME record (RFC 1034) leads to iana.org.",
          "AI_CANONNAME asks for the name at the end: the canonical name.",
          "Only the first row of the answer carries it. The row CNAME shows the way."}},
    {.title = "international names",
     .host = "五粮液.中国",
     .service = "www",
     .view = GS_COMMAND_VIEW_LOOKUP,
     .pane = GS_PANE_IDN,
     .lines = {"A person types 五粮液.中国; DNS hears xn--dlq917e1ik.xn--fiqs8s.",
               "IDNA 2008 (RFC 5891) turns each label into ASCII, and back again.",
               "The program asks only where both ways agree, and tells look-alikes."}},
    {.title = "services",
     .host = "iana.org",
     .service = "https",
     .view = GS_COMMAND_VIEW_SERVICES,
     .pane = GS_PANE_TABLE,
     .lines = {"A service is a name for a port: https is 443, in the services file.",
               "getaddrinfo takes the name or the number and puts the port in each row.",
               "The row of https is selected. One name may stand for TCP and for UDP."}},
    {.title = "mail",
     .host = "example.org",
     .service = "",
     .view = GS_COMMAND_VIEW_MAIL,
     .pane = GS_PANE_PLAN,
     .lines =
         {"A sender asks for MX records (RFC 5321) and tries the lowest number first.",
          "Two stand at 10: either may be first. old.example.org does not exist.",
          "The senders beside it show what one with a single family can deliver."}},
    {.title = "the race",
     .host = "mit.edu",
     .service = "www",
     .view = GS_COMMAND_VIEW_RACE,
     .pane = GS_PANE_RACE,
     .lines = {"The first IPv6 address answers a second late. A racer (RFC 8305) waits",
               "250 ms, then tries IPv4 beside it: IPv4 wins, and nobody waits a second.",
               "Next try  :ask broken6.race.test www  whose IPv6 never answers at all."}},
};

const struct gs_tour_station *gs_tour_station_at(size_t number)
{
    return &stations[number >= 1 && number <= GS_TOUR_STATIONS ? number - 1 : 0];
}

struct gs_hints gs_tour_hints(const struct gs_tour_station *station,
                              const struct gs_hints *first)
{
    struct gs_hints hints = *first;
    char bad[32];
    hints.family = station->family;
    if (station->flags != NULL &&
        gs_flags_parse(station->flags, &hints.flags, bad, sizeof bad) == GS_OK) {
        hints.has_default_flags = false;
    }
    return hints;
}
