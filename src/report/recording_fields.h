/* SPDX-License-Identifier: MIT */
/*
 * What a recording keeps of each struct behind an event: one table of fields a struct, walked
 * by recording_write.c and recording_read.c alike. A new member of such a struct needs its
 * line in the table, which tests/report/test_recording_fields.c reminds of. A field's name and
 * an enum's words are the file's format: they stay when the C names change.
 */
#ifndef GAISCOPE_REPORT_RECORDING_FIELDS_H
#define GAISCOPE_REPORT_RECORDING_FIELDS_H

#include "gaiscope/model/event.h"
#include "gaiscope/report/recording.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RECORDING_FORMAT "gaiscope recording"

enum {
    RECORDING_ITEMS = 4096, /* of a list that its model bounds otherwise */
};

#define RECORDING_NUMBER_MAX (INT64_C(1) << 52) /* microseconds: 142 years */
#define RECORDING_SECOND_MAX (INT64_C(1) << 40) /* of the wall clock */

/* What one item of a field is. */
enum recording_kind {
    RECORDING_SIGNED = 0, /* an integer of `size` bytes */
    RECORDING_UNSIGNED,   /* the same; 64 bits are written as if they had a sign */
    RECORDING_BOOL,       /* true or false */
    RECORDING_WORD,       /* an enum, by the words of `words` */
    RECORDING_PARTS,      /* GS_PART_BIT()s, as a list of words */
    RECORDING_CHARS,      /* a text of at most `size` bytes with NUL, in place */
    RECORDING_TEXT,       /* an owned text */
    RECORDING_STATIC,     /* a text that nobody frees */
    RECORDING_SPAN,       /* a text in the block of its tables */
    RECORDING_BYTES,      /* `size` bytes in place, as hexadecimal digits */
    RECORDING_OCTETS,     /* an owned block of bytes, as a text where it is one */
    RECORDING_WIRE,       /* the same, always as hexadecimal digits */
    RECORDING_STRUCT,     /* a struct in place: `of` */
    RECORDING_POINTER,    /* an owned struct, or NULL: `of` */
};

/* How many items there are. */
enum recording_shape {
    RECORDING_ONE = 0, /* one */
    RECORDING_ARRAY,   /* always `max` */
    RECORDING_COUNTED, /* up to `max`, and a member that says how many */
    RECORDING_VEC,     /* a GS_VEC_OF(), up to `max` */
    RECORDING_ENDED,   /* an owned array of texts up to NULL, up to `max` */
};

/* One word of an enum. */
struct recording_word {
    const char *word; /* in the file */
    int value;        /* in the program */
};

/* All words of an enum. */
struct recording_words {
    const char *name;                   /* for tests: "outcome" is enum gs_outcome */
    const struct recording_word *words; /* static */
    size_t count;                       /* how many */
};

/* One member of a struct. */
struct recording_field {
    const char *name;                    /* in the file */
    enum recording_kind kind;            /* of an item */
    enum recording_shape shape;          /* how many items */
    bool is_required;                    /* a pointer that is never NULL */
    bool is_nullable;                    /* a text that may be NULL */
    bool is_safe;                        /* a text that the model has sanitised */
    size_t at;                           /* offset of the member */
    size_t size;                         /* bytes of an item */
    size_t max;                          /* items, see the shape */
    int64_t limit;                       /* greatest number; 0: what fits */
    size_t count_at;                     /* offset of the member that counts */
    size_t count_size;                   /* its bytes */
    const struct recording_words *words; /* of an enum */
    const struct recording_struct *of;   /* of a struct */
};

/* One struct. */
struct recording_struct {
    const char *name;                     /* for tests and reasons */
    size_t size;                          /* bytes */
    const struct recording_field *fields; /* static */
    size_t field_count;                   /* how many */
    const char *(*check)(void *value);    /* after reading: NULL, or why it is refused */
};

/* One kind of event: fields of struct gs_event. */
struct recording_event {
    const char *word;                     /* in the file */
    const struct recording_field *fields; /* static */
    size_t field_count;                   /* how many */
};

/* clang-format off */
#define RECORDING_KIND_OF(value)                                                         \
    _Generic((value), bool: RECORDING_BOOL, int8_t: RECORDING_SIGNED,                    \
             int16_t: RECORDING_SIGNED, int32_t: RECORDING_SIGNED,                       \
             int64_t: RECORDING_SIGNED, default: RECORDING_UNSIGNED)
/* clang-format on */
#define OF(type, member) (((type *)0)->member)
#define MEMBER(type, member)                                                             \
    .name = #member, .at = offsetof(type, member), .size = sizeof OF(type, member)
#define ITEM(type, member)                                                               \
    .name = #member, .at = offsetof(type, member), .size = sizeof(*OF(type, member))
#define LENGTH(type, member) .max = (sizeof OF(type, member) / sizeof(*OF(type, member)))
#define FIXED(type, member)  LENGTH(type, member), .shape = RECORDING_ARRAY
#define COUNTER(type, count)                                                             \
    .count_at = offsetof(type, count), .count_size = sizeof OF(type, count)
#define LIST(type, member, most)                                                         \
    .name = #member, .at = offsetof(type, member),                                       \
    .size = sizeof *OF(type, member).items, .shape = RECORDING_VEC, .max = (most)

#define NUMBER(type, member, most)                                                       \
    {                                                                                    \
        MEMBER(type, member), .kind = RECORDING_KIND_OF(OF(type, member)),               \
                              .limit = (most)                                            \
    }
#define VALUE(type, member)         NUMBER(type, member, 0)
#define LIMITED(type, member, most) NUMBER(type, member, most)
#define SECONDS(type, member)       NUMBER(type, member, RECORDING_SECOND_MAX)
#define NUMBERS(type, member, most)                                                      \
    {                                                                                    \
        ITEM(type, member), .kind = RECORDING_KIND_OF(OF(type, member)[0]),              \
                            FIXED(type, member), .limit = (most)                         \
    }
#define VALUE_ARRAY(type, member)   NUMBERS(type, member, 0)
#define SECONDS_ARRAY(type, member) NUMBERS(type, member, RECORDING_SECOND_MAX)
#define WORD(type, member, of_words)                                                     \
    {                                                                                    \
        MEMBER(type, member), .kind = RECORDING_WORD,                                    \
                              .words = &recording_##of_words##_words                     \
    }
#define WORD_ARRAY(type, member, of_words)                                               \
    {                                                                                    \
        ITEM(type, member), .kind = RECORDING_WORD, FIXED(type, member),                 \
                            .words = &recording_##of_words##_words                       \
    }
#define CHARS(type, member)                                                              \
    {                                                                                    \
        MEMBER(type, member), .kind = RECORDING_CHARS                                    \
    }
#define CHARS_COUNTED(type, member, count)                                               \
    {                                                                                    \
        ITEM(type, member), .kind = RECORDING_CHARS, LENGTH(type, member),               \
                            COUNTER(type, count), .shape = RECORDING_COUNTED             \
    }
#define TEXT(type, member)                                                               \
    {                                                                                    \
        MEMBER(type, member), .kind = RECORDING_TEXT                                     \
    }
#define TEXT_OR_NULL(type, member)                                                       \
    {                                                                                    \
        MEMBER(type, member), .kind = RECORDING_TEXT, .is_nullable = true                \
    }
#define TEXT_ARRAY(type, member)                                                         \
    {                                                                                    \
        ITEM(type, member), .kind = RECORDING_TEXT, FIXED(type, member),                 \
                            .is_nullable = true                                          \
    }
#define TEXT_VEC(type, member, most)                                                     \
    {                                                                                    \
        LIST(type, member, most), .kind = RECORDING_TEXT                                 \
    }
#define TEXTS(type, member, most)                                                        \
    {                                                                                    \
        ITEM(type, member), .kind = RECORDING_TEXT, .shape = RECORDING_ENDED,            \
                            .max = (most)                                                \
    }
#define STATIC(type, member)                                                             \
    {                                                                                    \
        MEMBER(type, member), .kind = RECORDING_STATIC                                   \
    }
#define SPAN(type, member)                                                               \
    {                                                                                    \
        MEMBER(type, member), .kind = RECORDING_SPAN                                     \
    }
/* The same, made safe when it is read: texts that the model promises to be sanitised, and
 * those that nobody makes safe behind it. */
#define SAFE_CHARS(type, member)                                                         \
    {                                                                                    \
        MEMBER(type, member), .kind = RECORDING_CHARS, .is_safe = true                   \
    }
#define SAFE_CHARS_COUNTED(type, member, count)                                          \
    {                                                                                    \
        ITEM(type, member), .kind = RECORDING_CHARS, LENGTH(type, member),               \
                            COUNTER(type, count), .shape = RECORDING_COUNTED,            \
                            .is_safe = true                                              \
    }
#define SAFE_TEXT(type, member)                                                          \
    {                                                                                    \
        MEMBER(type, member), .kind = RECORDING_TEXT, .is_safe = true                    \
    }
#define SAFE_TEXT_OR_NULL(type, member)                                                  \
    {                                                                                    \
        MEMBER(type, member), .kind = RECORDING_TEXT, .is_nullable = true,               \
                              .is_safe = true                                            \
    }
#define SAFE_TEXT_VEC(type, member, most)                                                \
    {                                                                                    \
        LIST(type, member, most), .kind = RECORDING_TEXT, .is_safe = true                \
    }
#define SAFE_TEXTS(type, member, most)                                                   \
    {                                                                                    \
        ITEM(type, member), .kind = RECORDING_TEXT, .shape = RECORDING_ENDED,            \
                            .max = (most), .is_safe = true                               \
    }
#define SAFE_STATIC(type, member)                                                        \
    {                                                                                    \
        MEMBER(type, member), .kind = RECORDING_STATIC, .is_safe = true                  \
    }
#define SAFE_SPAN(type, member)                                                          \
    {                                                                                    \
        MEMBER(type, member), .kind = RECORDING_SPAN, .is_safe = true                    \
    }
#define BYTES(type, member)                                                              \
    {                                                                                    \
        MEMBER(type, member), .kind = RECORDING_BYTES                                    \
    }
#define BYTES_COUNTED(type, member, count)                                               \
    {                                                                                    \
        MEMBER(type, member), .kind = RECORDING_BYTES, COUNTER(type, count)              \
    }
#define OCTETS(type, member, count)                                                      \
    {                                                                                    \
        MEMBER(type, member), .kind = RECORDING_OCTETS, COUNTER(type, count)             \
    }
#define WIRE(type, member, count)                                                        \
    {                                                                                    \
        MEMBER(type, member), .kind = RECORDING_WIRE, COUNTER(type, count)               \
    }
#define STRUCT(type, member, of_struct)                                                  \
    {                                                                                    \
        MEMBER(type, member), .kind = RECORDING_STRUCT, .of = &recording_##of_struct     \
    }
#define STRUCT_ARRAY(type, member, of_struct)                                            \
    {                                                                                    \
        ITEM(type, member), .kind = RECORDING_STRUCT, FIXED(type, member),               \
                            .of = &recording_##of_struct                                 \
    }
#define STRUCT_COUNTED(type, member, count, of_struct)                                   \
    {                                                                                    \
        ITEM(type, member), .kind = RECORDING_STRUCT, LENGTH(type, member),              \
                            .shape = RECORDING_COUNTED, COUNTER(type, count),            \
                            .of = &recording_##of_struct                                 \
    }
#define STRUCT_VEC(type, member, most, of_struct)                                        \
    {                                                                                    \
        LIST(type, member, most), .kind = RECORDING_STRUCT, .of = &recording_##of_struct \
    }
#define POINTER(type, member, of_struct)                                                 \
    {                                                                                    \
        MEMBER(type, member), .kind = RECORDING_POINTER, .of = &recording_##of_struct    \
    }
#define POINTER_VEC(type, member, most, of_struct)                                       \
    {                                                                                    \
        LIST(type, member, most), .kind = RECORDING_POINTER,                             \
                                  .of = &recording_##of_struct                           \
    }

#define CHECKED(base, refuse)                                                            \
    {                                                                                    \
        .name = #base, .size = sizeof(struct gs_##base), .fields = base##_fields,        \
        .field_count = sizeof base##_fields / sizeof base##_fields[0], .check = (refuse) \
    }
#define TABLE(base) CHECKED(base, NULL)
#define WORDS(base)                                                                      \
    {                                                                                    \
        .name = #base, .words = base##_words,                                            \
        .count = sizeof base##_words / sizeof base##_words[0]                            \
    }

/* Appends a struct as a line of its own: an object of its fields. */
void recording_write_object(const struct recording_field *fields, size_t count,
                            const void *base, struct gs_buf *out);

/* The kinds of events, by enum gs_event_type. */
extern const struct recording_event recording_events[GS_EVENT_CANCELLED + 1];

/* Every struct's table and every enum's, for the test that looks for what was forgotten; NULL
 * ends each. */
extern const struct recording_struct *const recording_structs[];
extern const struct recording_words *const recording_enums[];

/* The structs and enums, table by table. */
extern const struct recording_struct recording_address;
extern const struct recording_struct recording_endpoint;
extern const struct recording_struct recording_resolver;
extern const struct recording_struct recording_policy_entry;
extern const struct recording_struct recording_policy_table;
extern const struct recording_struct recording_policy_error;
extern const struct recording_struct recording_policy;
extern const struct recording_struct recording_machine;
extern const struct recording_struct recording_hints;
extern const struct recording_struct recording_question;
extern const struct recording_struct recording_eai;
extern const struct recording_struct recording_source;
extern const struct recording_struct recording_addrinfo;
extern const struct recording_struct recording_system_answer;
extern const struct recording_struct recording_nss_source;
extern const struct recording_struct recording_rung;
extern const struct recording_struct recording_hosts_line;
extern const struct recording_struct recording_ladder;
extern const struct recording_struct recording_log_entry;
extern const struct recording_struct recording_dns_try;
extern const struct recording_struct recording_dns_flags;
extern const struct recording_struct recording_ede;
extern const struct recording_struct recording_edns;
extern const struct recording_struct recording_dns_asking;
extern const struct recording_struct recording_record;
extern const struct recording_struct recording_dns_answer;
extern const struct recording_struct recording_reverse_name;
extern const struct recording_struct recording_reverse;
extern const struct recording_struct recording_server_question;
extern const struct recording_struct recording_server_column;
extern const struct recording_struct recording_server_table;
extern const struct recording_struct recording_trace_server;
extern const struct recording_struct recording_trace_level;
extern const struct recording_struct recording_trace;
extern const struct recording_struct recording_service;
extern const struct recording_struct recording_table_call;
extern const struct recording_struct recording_services;
extern const struct recording_struct recording_call;
extern const struct recording_struct recording_nameinfo_row;
extern const struct recording_struct recording_nameinfo_table;
extern const struct recording_struct recording_bind_row;
extern const struct recording_struct recording_accepted;
extern const struct recording_struct recording_bind_report;
extern const struct recording_struct recording_table_service;
extern const struct recording_struct recording_table_protocol_line;
extern const struct recording_struct recording_table_error;
extern const struct recording_struct recording_tables;
extern const struct recording_struct recording_service_check_row;
extern const struct recording_struct recording_service_check_type;
extern const struct recording_struct recording_service_check;
extern const struct recording_struct recording_exchange;
extern const struct recording_struct recording_mx_plan;
extern const struct recording_struct recording_delivery_address;
extern const struct recording_struct recording_tlsa;
extern const struct recording_struct recording_delivery_exchange;
extern const struct recording_struct recording_delivery_policy;
extern const struct recording_struct recording_delivery;
extern const struct recording_struct recording_smtp_reply;
extern const struct recording_struct recording_smtp_session;
extern const struct recording_struct recording_smtp_report;
extern const struct recording_struct recording_whois_line;
extern const struct recording_struct recording_whois_text;
extern const struct recording_struct recording_whois_hop;
extern const struct recording_struct recording_whois_facts;
extern const struct recording_struct recording_whois;
extern const struct recording_struct recording_connect_service;
extern const struct recording_struct recording_connection;
extern const struct recording_struct recording_connect_attempt;
extern const struct recording_struct recording_connect_report;
extern const struct recording_struct recording_race_settings;
extern const struct recording_struct recording_race_dns;
extern const struct recording_struct recording_race_lane;
extern const struct recording_struct recording_race;
extern const struct recording_struct recording_family_side;
extern const struct recording_struct recording_family_row;
extern const struct recording_struct recording_families;
extern const struct recording_struct recording_network_change;
extern const struct recording_struct recording_network_link;
extern const struct recording_struct recording_network_address;
extern const struct recording_struct recording_network_route;
extern const struct recording_struct recording_nat64_prefix;
extern const struct recording_struct recording_nat64;
extern const struct recording_struct recording_network;
extern const struct recording_struct recording_expect;
extern const struct recording_struct recording_watch;
extern const struct recording_struct recording_watch_answer;
extern const struct recording_struct recording_watch_change;
extern const struct recording_struct recording_journal_entry;
extern const struct recording_struct recording_watch_trend;
extern const struct recording_struct recording_watched;
extern const struct recording_struct recording_watch_error;
extern const struct recording_struct recording_watch_told;
extern const struct recording_struct recording_watch_round;
extern const struct recording_struct recording_watch_setting;
extern const struct recording_struct recording_watch_status;
extern const struct recording_words recording_family_words;
extern const struct recording_words recording_network_mark_words;
extern const struct recording_words recording_outcome_words;
extern const struct recording_words recording_transport_words;
extern const struct recording_words recording_confirmation_words;
extern const struct recording_words recording_mx_kind_words;
extern const struct recording_words recording_exchange_status_words;
extern const struct recording_words recording_nss_action_words;
extern const struct recording_words recording_rung_state_words;
extern const struct recording_words recording_nss_status_words;
extern const struct recording_words recording_v6only_words;
extern const struct recording_words recording_bind_step_words;
extern const struct recording_words recording_log_by_words;
extern const struct recording_words recording_trace_said_words;
extern const struct recording_words recording_smtp_status_words;
extern const struct recording_words recording_smtp_step_words;
extern const struct recording_words recording_whois_kind_words;
extern const struct recording_words recording_whois_role_words;
extern const struct recording_words recording_whois_step_words;
extern const struct recording_words recording_whois_result_words;
extern const struct recording_words recording_whois_charset_words;
extern const struct recording_words recording_whois_state_words;
extern const struct recording_words recording_connect_status_words;
extern const struct recording_words recording_expect_kind_words;
extern const struct recording_words recording_watch_source_words;
extern const struct recording_words recording_watch_state_words;
extern const struct recording_words recording_watch_change_type_words;
extern const struct recording_words recording_part_words;

#endif
