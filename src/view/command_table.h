/* SPDX-License-Identifier: MIT */
/*
 * What the table of the command line is made of: readers turn the text behind a command into
 * a request, offers say what could stand there. Private to command_*.c.
 */
#ifndef GAISCOPE_SRC_VIEW_COMMAND_TABLE_H
#define GAISCOPE_SRC_VIEW_COMMAND_TABLE_H

#include "gaiscope/view/command_line.h"

/* An argument being read. */
struct gs_reading {
    const char
        *text; /* behind the command, without blanks around; "" where that is fine */
    const struct gs_command_world *world;
    struct gs_request *out; /* its type is set */
    struct gs_buf *why;     /* what is wrong */
};

/* Values being offered: first those that begin with the typed word, then those that have it
 * inside. */
struct gs_offers {
    const struct gs_command_world *world;
    const char *line;   /* as typed */
    size_t word_at;     /* where the word to be completed begins */
    bool has_it_inside; /* the second pass */
    struct gs_completions *out;
};

/* One command. */
struct gs_command_row {
    struct gs_typed_command typed;
    enum gs_request_type type;
    enum gs_command_id alone; /* what it is without an argument; NONE: it needs one */
    bool (*read)(struct gs_reading *reading);
    void (*offer)(struct gs_offers *offers);
};

/* The table, in the order of the help. */
extern const struct gs_command_row gs_command_rows[];
extern const size_t gs_command_row_count;

/* Readers. Each returns false with a sentence. */
bool gs_read_text(struct gs_reading *reading);
bool gs_read_ask(struct gs_reading *reading);
bool gs_read_server(struct gs_reading *reading);
bool gs_read_whois(struct gs_reading *reading);
bool gs_read_compare(struct gs_reading *reading);
bool gs_read_families(struct gs_reading *reading);
bool gs_read_connect(struct gs_reading *reading);
bool gs_read_family(struct gs_reading *reading);
bool gs_read_socktype(struct gs_reading *reading);
bool gs_read_protocol(struct gs_reading *reading);
bool gs_read_flags(struct gs_reading *reading);
bool gs_read_service(struct gs_reading *reading);
bool gs_read_view(struct gs_reading *reading);
bool gs_read_sort(struct gs_reading *reading);
bool gs_read_port(struct gs_reading *reading);
bool gs_read_types(struct gs_reading *reading);
bool gs_read_dns(struct gs_reading *reading);
bool gs_read_tour(struct gs_reading *reading);
bool gs_read_race(struct gs_reading *reading);
bool gs_read_interval(struct gs_reading *reading);
bool gs_read_watch(struct gs_reading *reading);
bool gs_read_unwatch(struct gs_reading *reading);
bool gs_read_every(struct gs_reading *reading);
bool gs_read_expect(struct gs_reading *reading);
bool gs_read_label(struct gs_reading *reading);

/* Appends a typed text between quotes, sanitised and cut. */
void gs_quote(struct gs_buf *out, const char *text);

/* Offers. */
void gs_offer_hosts(struct gs_offers *offers);
void gs_offer_servers(struct gs_offers *offers);
void gs_offer_whois(struct gs_offers *offers);
void gs_offer_compare(struct gs_offers *offers);
void gs_offer_compared(struct gs_offers *offers);
void gs_offer_connect(struct gs_offers *offers);
void gs_offer_roots(struct gs_offers *offers);
void gs_offer_families(struct gs_offers *offers);
void gs_offer_socktypes(struct gs_offers *offers);
void gs_offer_protocols(struct gs_offers *offers);
void gs_offer_flags(struct gs_offers *offers);
void gs_offer_services(struct gs_offers *offers);
void gs_offer_views(struct gs_offers *offers);
void gs_offer_themes(struct gs_offers *offers);
void gs_offer_columns(struct gs_offers *offers);
void gs_offer_types(struct gs_offers *offers);
void gs_offer_dns(struct gs_offers *offers);
void gs_offer_tour(struct gs_offers *offers);
void gs_offer_race(struct gs_offers *offers);
void gs_offer_intervals(struct gs_offers *offers);
void gs_offer_watch(struct gs_offers *offers);
void gs_offer_every(struct gs_offers *offers);
void gs_offer_expect(struct gs_offers *offers);

/* Offers one value in place of the typed word, with what it would do, as printf does. */
void gs_offer(struct gs_offers *offers, const char *value, const char *remark, ...)
    __attribute__((format(printf, 3, 4)));

#endif
