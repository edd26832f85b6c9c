/* SPDX-License-Identifier: MIT */
/*
 * What the panes share: one row per pane in a table, what a pane is built from, and the few
 * phrases that every pane uses. A pane reads the session and writes rows, nothing else.
 */
#ifndef GAISCOPE_SRC_VIEW_PANE_H
#define GAISCOPE_SRC_VIEW_PANE_H

#include "digest.h"
#include "picks.h"
#include "tags.h"
#include "watched_order.h"

#include "gaiscope/base/text.h"
#include "gaiscope/model/session.h"
#include "gaiscope/rules/answer_diff.h"
#include "gaiscope/rules/idn.h"
#include "gaiscope/rules/words.h"
#include "gaiscope/view/frame.h"
#include "gaiscope/view/view.h"

/* The panes of all views. */
enum gs_pane_id {
    GS_PANE_V4 = 0,
    GS_PANE_V6,
    GS_PANE_IDN,
    GS_PANE_SOURCES,
    GS_PANE_WHY,
    GS_PANE_COMPARE,
    GS_PANE_REVERSE,
    GS_PANE_SERVICES,
    GS_PANE_MAIL,
    GS_PANE_MACHINE,
    GS_PANE_ALIVE,
    GS_PANE_EXAMPLES,
    GS_PANE_HISTORY,
    GS_PANE_BESIDE,
    GS_PANE_BIND,
    GS_PANE_ACCEPTED,
    GS_PANE_ORDER,
    GS_PANE_ORDERS,
    GS_PANE_RULES,
    GS_PANE_POLICY,
    GS_PANE_TABLE,
    GS_PANE_PROTOCOLS,
    GS_PANE_CALLS,
    GS_PANE_NAMEINFO,
    GS_PANE_RACE,
    GS_PANE_CLIENTS,
    GS_PANE_CONNECTIONS,
    GS_PANE_FAMILIES,
    GS_PANE_NETWORK,
    GS_PANE_RECORDS,
    GS_PANE_MESSAGE,
    GS_PANE_SERVERS,
    GS_PANE_TRACE,
    GS_PANE_PLAN,
    GS_PANE_SENDER_V4,
    GS_PANE_SENDER_V6,
    GS_PANE_POLICIES,
    GS_PANE_SMTP,
    GS_PANE_REFERRALS,
    GS_PANE_REGISTRATION,
    GS_PANE_STATUS,
    GS_PANE_WHOIS_TEXT,
    GS_PANE_WATCHED,
    GS_PANE_JOURNAL,
    GS_PANE_BROKEN,
    GS_PANE_LOG,
};

#define GS_PANE_COUNT  (GS_PANE_LOG + 1)
#define GS_MARK_US     5000000 /* how long a change is marked */
#define GS_SPIN_US     250000  /* how long a spinner's picture stands */
#define GS_WIDE_CELLS  56      /* text columns from which a pane has all its columns */
#define GS_LARGE_CELLS 70 /* and from which it has its second facts beside the first */

/* By which column a pane's rows are sorted. */
struct gs_sort {
    size_t column;    /* index into the pane kind's sort_columns */
    bool is_reversed; /* from the end */
};

/* How a message is shown. */
enum gs_message_form {
    GS_MESSAGE_WORDS = 0, /* explained */
    GS_MESSAGE_TEXT,      /* in dig's layout */
    GS_MESSAGE_BYTES,     /* in hexadecimal, with what they mean */
};

/* What the pane GS_PANE_MESSAGE shows, and the lines it has made of it. */
struct gs_message_state {
    enum gs_message_form form;
    uint64_t record; /* of the selected row of GS_PANE_RECORDS, as drawn last: the key of
                           its message, the same for all of its records */
    uint64_t stamp;  /* what `lines` were made of */
    struct gs_buf text;             /* the lines, each with its NUL */
    struct GS_VEC_OF(size_t) lines; /* where they begin in it */
};

/* What a pane is built from. */
struct gs_pane_context {
    const struct gs_session *session;
    const struct gs_lookup *lookup;     /* NULL: nothing was asked */
    const struct gs_digest *digest;     /* what the long answers come down to */
    const struct gs_idn_labels *labels; /* of an international name, else empty */
    struct gs_now now;
    struct gs_sort sort; /* of the pane that is built */
    const char *filter;  /* of the pane that is built, where it filters itself; else "" */
    struct gs_picks *picks;         /* of the pane that is built: its to write */
    struct gs_watched_order *hosts; /* of the pane GS_PANE_WATCHED: its to write */
    const struct gs_tags *tags;     /* the tagged hosts */
    bool is_grouped;                /* hosts stand under each of their labels */
    bool is_unsaved;                /* the list of hosts was changed and not saved */
    bool shows_answers;             /* of hosts, in the place of their history */
    bool is_following;   /* of the pane that is built: the newest is selected */
    uint64_t seen_total; /* lines of the log when the newest was seen last */
    const struct gs_record_choice *choice; /* what is asked of every name */
    struct gs_message_state *message;      /* of the pane GS_PANE_MESSAGE: its to write */
    size_t order_item; /* the selected item of the pane GS_PANE_ORDER */
    size_t whois_hop;  /* the selected item of the pane GS_PANE_REFERRALS */
    bool is_last_hop;  /* nobody chose one: it is the last */
    const struct gs_race_settings *race; /* how the next race goes */
    uint32_t race_slow_ms; /* how much slower IPv6 is assumed for other clients */
    bool is_v6_sender;     /* where one sender is shown alone, it is the one with IPv6 */
    size_t width;          /* text columns of the pane */
    size_t height;         /* rows of the window */
    bool is_dead;          /* no name server answered anything, and libc has nothing */
};

/* One pane. */
struct gs_pane_kind {
    const char *title;
    enum gs_role title_role;
    enum gs_part part; /* what "again" asks */
    unsigned wants;    /* GS_PART_BIT()s asked when it is seen and they were not */
    bool is_measured;  /* its part is asked again at the interval while it is seen */
    bool has_heading;  /* its first row are column heads: they stay in sight */
    /* How many rows they are; NULL: one. */
    size_t (*heading_rows)(const struct gs_pane_context *context);
    bool wants_tables;           /* the services and protocols files, the same */
    enum gs_command_id asked_by; /* asks its part from any view; GS_COMMAND_NONE: none */
    bool wants_nameinfo;         /* getnameinfo's flags on the chosen address, the same */
    const char *const *sort_columns; /* names, NULL at the end; NULL: is not sorted */
    bool shows_idle_selection;       /* its selected row is seen without focus, too */
    bool filters_itself; /* a long list: it builds what passes context->filter, no more */
    bool is_drawing; /* a picture, or facts beside each other: its table is its part's */
    size_t repeated_columns; /* first ones that are blank where they are as above */
    bool starts_last;        /* its last item is selected until the person moves */
    bool holds_top;    /* whatever stands first is selected until the person moves */
    bool is_endless;   /* a list of any length: it wants no more rows than its seat has */
    size_t most_rows;  /* that it wants below its title, however long it is; 0: all */
    bool copies_texts; /* a copy of it has its items' texts: columns would cut them */
    bool follows;      /* the newest is below, and selected until the person moves */
    void (*describe)(const struct gs_pane_context *context, struct gs_pane *pane);
    void (*build)(const struct gs_pane_context *context, struct gs_rows *rows);
    /* The details of one item, as rows of a popup; NULL: the item's own text. */
    void (*details)(const struct gs_pane_context *context, size_t item,
                    struct gs_popup *popup);
    /* The name that an item leads to, to be asked next; NULL: none. Owns: the session. */
    const char *(*target)(const struct gs_pane_context *context, size_t item);
    /* Appends an item as a search reads it, for a list so long that not all of it is to be
     * built; NULL: what is built is searched. */
    void (*text)(const struct gs_pane_context *context, size_t item, struct gs_buf *out);
    /* Appends an item as it is copied, or all of the pane with GS_NO_ITEM, each line ended,
     * where its columns would cut it; NULL: what is drawn. */
    void (*copy)(const struct gs_pane_context *context, size_t item, struct gs_buf *out);
    /* What an item stays the same by while the list around it moves; NULL: its number. */
    uint64_t (*key)(const struct gs_pane_context *context, size_t item);
};

/* "name server 10.0.0.2 · UDP, then TCP · recursion wanted": at the right of the question. */
bool gs_records_remark(const struct gs_pane_context *context, bool is_short,
                       struct gs_buf *out);

const struct gs_pane_kind *gs_pane_kind_of(int pane);

/* For which screen panes are placed. */
struct gs_layout_size {
    size_t cols; /* of the screen */
    size_t rows; /* the same */
    int focus;   /* the pane that has to be seen */
};

/* A part as it is to be shown: its new answers, or the last ones while it waits. */
struct gs_part_view {
    const struct gs_facts *facts; /* never NULL */
    bool has_answer;              /* at least one answer is in them */
    bool is_old;                  /* they are the last ones */
    bool is_stopped;              /* stopped before all had answered */
    bool is_waiting;              /* something is under way */
    bool is_range;        /* a range of addresses: nothing but names is asked of it */
    int64_t waited_us;    /* how long */
    int64_t took_us;      /* from asking to the last answer, or to the stop */
    int64_t asked_wall_s; /* when the shown answers were asked */
};

/* Why a part has nothing to say of a range. */
#define GS_RANGE_SENTENCE "Of a range of addresses only the names are asked: view 1."

struct gs_part_view gs_part_view_of(const struct gs_pane_context *context,
                                    enum gs_part part);

/* GS_ROLE_OLD for old answers, else the role. */
enum gs_role gs_tone(const struct gs_part_view *view, enum gs_role role);

/* Whether the new answers of a part are so fresh that changes are marked. */
bool gs_marks_changes(const struct gs_pane_context *context, enum gs_part part);

/* Puts the sign of a change into the row's gutter. */
void gs_rows_put_change(struct gs_rows *rows, enum gs_change change);

/* The spinner's picture for a time since it began. */
const char *gs_spinner(int64_t waited_us);

/* Sets the right of a pane: spinner and time while the part waits, else the time it took. */
void gs_pane_time(struct gs_pane *pane, const struct gs_part_view *view,
                  int64_t elapsed_us);

/* Sets what stands behind a pane's name, as printf does. */
void gs_pane_info(struct gs_pane *pane, enum gs_role role, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Says `stopped after 1.2 s` behind the pane's name. Returns: false when it was not stopped. */
bool gs_pane_stopped(struct gs_pane *pane, const struct gs_part_view *view);

/* Appends ` at 12:31:05` and the role OLD when the answers are old. */
void gs_pane_age(struct gs_pane *pane, const struct gs_part_view *view);

/* Where an address is broken that does not fit `cells`: bytes of its first line, which ends
 * behind a colon; all of it when it fits or has none. An address is never cut. */
size_t gs_address_break(const char *text, size_t cells);

/* Puts a sentence as rows without an item, broken between words. */
void gs_rows_sentence(struct gs_rows *rows, enum gs_role role, const char *text);

/* A sentence that belongs to an item, its lines from `x` on. */
void gs_rows_item_sentence(struct gs_rows *rows, size_t item, int x, const char *text);

/* An empty row. */
void gs_rows_blank(struct gs_rows *rows);

/* A row `label   text` with the text at `x`; sanitises nothing. */
void gs_rows_field(struct gs_rows *rows, int x, const char *label, const char *text,
                   const char *remark);

/* How an outcome that is no answer looks: no such name, no data and a failure differ. */
struct gs_outcome_look {
    const char *sign;
    enum gs_role role;
};

struct gs_outcome_look gs_outcome_look_of(enum gs_outcome outcome);

/* Lines of rules/words.h: labels at 0, values from `x` on, broken where they are long. */
void gs_rows_words(struct gs_rows *rows, int x, const struct gs_words *words);

/* The same for an answer of a name server, with at most `records_max` of each section. */
void gs_rows_answer(struct gs_rows *rows, int x, const struct gs_dns_answer *answer,
                    size_t records_max);

/* A row as gs_rows_field() puts it: one of the names of an address and where it leads. */
void gs_rows_confirmation(struct gs_rows *rows, int x, const char *label,
                          const struct gs_reverse *reverse, size_t name);

/* Puts a host name that came from DNS, whois, libc or was typed: in the letters it stands
 * for where it has A-labels, made safe, cut in its middle. A right-to-left one has its A-label
 * form behind it, or that form alone where there is no room for both: digits beside it would
 * change places (docs/decisions/0007). Returns: the cell behind it. */
int gs_rows_put_host(struct gs_rows *rows, int x, enum gs_role role, const char *name,
                     size_t width_cells);

/* Puts a record's text with the names in it as gs_rows_put_host() shows them; cut at its end
 * where the row ends. Returns: the cell behind it. */
int gs_rows_put_words(struct gs_rows *rows, int x, enum gs_role role, const char *text);

/* A row as gs_rows_field() puts it, with both forms of a name where they differ: the second
 * row has the A-labels. */
void gs_rows_field_host(struct gs_rows *rows, int x, const char *label, const char *name,
                        const char *remark);

/* Puts a duration so that it ends before `end`. */
void gs_rows_put_time(struct gs_rows *rows, int end, enum gs_role role,
                      int64_t elapsed_us);

/* The seconds that are left of a TTL. */
uint32_t gs_ttl_left(uint32_t ttl_s, int64_t received_us, int64_t now_us);

/* The A or AAAA record of an address; NULL: none. *received_us is when it came. */
const struct gs_record *gs_find_address_record(const struct gs_facts *facts,
                                               const struct gs_address *address,
                                               int64_t *received_us);

/* "stream/tcp", "dgram", "raw/ip": socket type and protocol of a row. */
void gs_socket_format(const struct gs_addrinfo *row, char out[32]);

/* This network's NAT64, to unmask addresses with. Owns: the session. */
const struct gs_nat64 *gs_nat64_shown(const struct gs_pane_context *context);

/* The family asked: AF_UNSPEC, AF_INET or AF_INET6. */
bool gs_family_is_asked(const struct gs_pane_context *context, int family);

/* The row of getaddrinfo behind an item of an address pane; NULL: none (a removed row). */
const struct gs_addrinfo *gs_address_row(const struct gs_pane_context *context,
                                         int family, size_t item, size_t *rank);

/* The log's line behind an item; NULL: none. Owns: the session. */
const struct gs_log_entry *gs_log_entry_of(const struct gs_pane_context *context,
                                           size_t item);

/* The DNS question behind an item of the compare pane; NULL: the item is an address. */
const struct gs_dns_query *gs_compare_query(const struct gs_pane_context *context,
                                            size_t item);

#endif
