/* SPDX-License-Identifier: MIT */
#include "calendar.h"
#include "record_reading.h"

/* The first label of the contact's name is the part before the `@`. RFC 1035 8. */
static void add_contact(struct gs_record_reading *reading)
{
    struct gs_dname name;
    if (!gs_reading_name(reading, &name)) {
        return;
    }
    struct gs_buf text = {0};
    struct gs_dname rest = {.len = 0};
    size_t first = name.bytes[0];
    gs_buf_add(&text, name.bytes + 1, first);
    rest.len = name.len - 1 - first;
    for (size_t i = 0; first > 0 && i < rest.len; i++) {
        rest.bytes[i] = name.bytes[1 + first + i];
    }
    if (first > 0) {
        gs_buf_add_text(&text, "@");
        gs_dname_format(&rest, &text);
        gs_words_add_bytes(reading->out, "contact", text.data, text.len);
    } else {
        gs_words_add(reading->out, "contact", ".");
        gs_words_remark(reading->out, GS_SIGN_NONE, "nobody named");
    }
    gs_buf_fini(&text);
}

enum {
    UNIX_TIME_MIN = 946684800, /* 2000 */
    DAY_S = 86400,
};

/* YYYYMMDDnn, or a Unix time that is not ahead of now. RFC 1912 2.2. */
static void add_serial(struct gs_record_reading *reading)
{
    uint32_t serial = (uint32_t)gs_reading_number(reading, 4);
    unsigned year = serial / 1000000;
    struct gs_buf date = {0};
    gs_words_add(reading->out, "serial", "%u", (unsigned)serial);
    if (year >= 1980 && year < 2100 &&
        gs_date_add(&date, year, serial / 10000 % 100, serial / 100 % 100)) {
        gs_words_remark(reading->out, GS_SIGN_NONE, "%s, change %u of that day",
                        gs_buf_text(&date), (unsigned)(serial % 100));
    } else if (serial >= UNIX_TIME_MIN &&
               serial <= reading->subject->wall_s + INT64_C(7) * DAY_S) {
        gs_moment_add(&date, serial);
        gs_words_remark(reading->out, GS_SIGN_NONE, "as a Unix time %s",
                        gs_buf_text(&date));
    }
    gs_buf_fini(&date);
}

static uint32_t add_timer(struct gs_record_reading *reading, const char *label,
                          const char *what)
{
    uint32_t span_s = (uint32_t)gs_reading_number(reading, 4);
    struct gs_buf text = {0};
    gs_span_add(&text, span_s);
    gs_words_add(reading->out, label, "%u", (unsigned)span_s);
    gs_words_remark(reading->out, GS_SIGN_NONE, "%s: %s", gs_buf_text(&text), what);
    gs_buf_fini(&text);
    return span_s;
}

/* How long the absence of a name is kept: the smaller of field and TTL. RFC 2308 5. */
static void mean_minimum(struct gs_record_reading *reading, uint32_t minimum_s)
{
    uint32_t ttl_s = reading->subject->record->ttl_s;
    struct gs_buf text = {0};
    gs_span_add(&text, minimum_s < ttl_s ? minimum_s : ttl_s);
    gs_reading_mean(reading, "A name that does not exist is remembered as such for %s.",
                    gs_buf_text(&text));
    gs_buf_fini(&text);
}

void gs_explain_soa(struct gs_record_reading *reading)
{
    if (!gs_reading_add_name(reading, "primary")) {
        return;
    }
    add_contact(reading);
    add_serial(reading);
    uint32_t refresh_s =
        add_timer(reading, "refresh", "a secondary asks for changes so often");
    uint32_t retry_s = add_timer(reading, "retry", "and again after a failure");
    if (retry_s >= refresh_s && reading->why == NULL) {
        gs_words_remark(reading->out, GS_SIGN_WARN, "not shorter than refresh");
    }
    uint32_t expire_s = add_timer(reading, "expire", "then it stops answering");
    if (expire_s < (uint64_t)refresh_s + retry_s && reading->why == NULL) {
        gs_words_remark(reading->out, GS_SIGN_WARN,
                        "a secondary gives up before it has tried twice");
    }
    uint32_t minimum_s = add_timer(reading, "minimum", "how long absence is kept");
    gs_reading_mean(reading, "The zone %s begins here.", reading->subject->record->name);
    mean_minimum(reading, minimum_s);
}
