/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/record_words.h"

#include "record_reading.h"

#include <string.h>

enum {
    SENT_BYTES_MAX = 25, /* shown of the data as sent */
};

static const struct explanation {
    uint16_t type;
    bool is_of_in; /* other classes have other data */
    gs_record_explain_fn explain;
} explanations[] = {
    {GS_TYPE_A, true, gs_explain_address},
    {GS_TYPE_AAAA, true, gs_explain_address},
    {GS_TYPE_CNAME, false, gs_explain_name},
    {GS_TYPE_DNAME, false, gs_explain_name},
    {GS_TYPE_NS, false, gs_explain_name},
    {GS_TYPE_PTR, false, gs_explain_name},
    {GS_TYPE_SOA, false, gs_explain_soa},
    {GS_TYPE_MX, false, gs_explain_mx},
    {GS_TYPE_TXT, false, gs_explain_txt},
    {GS_TYPE_SPF, false, gs_explain_txt},
    {GS_TYPE_HINFO, false, gs_explain_hinfo},
    {GS_TYPE_LOC, false, gs_explain_loc},
    {GS_TYPE_SRV, true, gs_explain_srv},
    {GS_TYPE_NAPTR, true, gs_explain_naptr},
    {GS_TYPE_URI, false, gs_explain_uri},
    {GS_TYPE_CAA, false, gs_explain_caa},
    {GS_TYPE_SVCB, true, gs_explain_svcb},
    {GS_TYPE_HTTPS, true, gs_explain_svcb},
    {GS_TYPE_DS, false, gs_explain_ds},
    {GS_TYPE_CDS, false, gs_explain_ds},
    {GS_TYPE_DNSKEY, false, gs_explain_dnskey},
    {GS_TYPE_CDNSKEY, false, gs_explain_dnskey},
    {GS_TYPE_RRSIG, false, gs_explain_rrsig},
    {GS_TYPE_NSEC, false, gs_explain_nsec},
    {GS_TYPE_NSEC3, false, gs_explain_nsec3},
    {GS_TYPE_NSEC3PARAM, false, gs_explain_nsec3param},
    {GS_TYPE_TLSA, false, gs_explain_tlsa},
    {GS_TYPE_SMIMEA, false, gs_explain_tlsa},
    {GS_TYPE_SSHFP, false, gs_explain_sshfp},
    {GS_TYPE_OPENPGPKEY, false, gs_explain_openpgpkey},
};

static const struct explanation *find_explanation(const struct gs_record *record)
{
    for (size_t i = 0; i < sizeof explanations / sizeof *explanations; i++) {
        if (explanations[i].type == record->type &&
            (!explanations[i].is_of_in || record->class_ == GS_CLASS_IN)) {
            return &explanations[i];
        }
    }
    return NULL;
}

/* `\# 41 000100 …`. RFC 3597 5. */
static void add_sent(const struct gs_record_reading *data, struct gs_words *out)
{
    struct gs_buf text = {0};
    size_t len = gs_reading_left(data);
    size_t shown = len < SENT_BYTES_MAX ? len : SENT_BYTES_MAX;
    gs_buf_addf(&text, len == 0 ? "\\# %zu" : "\\# %zu ", len);
    for (size_t i = 0; i < shown; i++) {
        gs_buf_addf(&text, "%02x", data->wire[data->at + i]);
    }
    gs_words_add(out, "as sent", "%s%s", gs_buf_text(&text), shown < len ? " …" : "");
    gs_words_set_apart(out);
    gs_buf_fini(&text);
}

static void add_misfit(const struct gs_record_reading *reading, size_t len,
                       struct gs_words *out)
{
    char type[GS_TYPE_TEXT_MAX];
    gs_type_format(reading->subject->record->type, type);
    gs_words_add(out, "data", "%zu byte%s", len, len == 1 ? "" : "s");
    gs_words_remark(out, GS_SIGN_ERR, "does not fit %s: %s", type, reading->why);
    gs_words_add(out, "meaning", "Programs cannot use such a record.");
    gs_words_set_apart(out);
}

/* All lines of a known type, or the one that says that its data is none of the type. */
static void explain(const struct explanation *known, const struct gs_record_reading *data,
                    struct gs_words *out)
{
    struct gs_words lines = {0};
    struct gs_record_reading reading = *data;
    reading.out = &lines;
    known->explain(&reading);
    if (gs_reading_left(&reading) > 0) {
        gs_reading_fail(&reading, "bytes are left over behind it");
    }
    if (reading.why != NULL) {
        add_misfit(&reading, gs_reading_left(data), out);
    } else {
        gs_words_add_all(out, &lines);
    }
    gs_words_fini(&lines);
}

void gs_record_words(const struct gs_record_subject *subject, struct gs_words *out)
{
    const struct gs_record *record = subject->record;
    const struct explanation *known = find_explanation(record);
    struct gs_record_reading data;
    bool has_data = gs_reading_open(subject, out, &data);
    if (has_data && known != NULL) {
        explain(known, &data, out);
    } else {
        gs_words_add(out, "data", "%s", record->text != NULL ? record->text : "");
    }
    if (has_data && known == NULL) {
        gs_words_remark(out, GS_SIGN_NONE, "%zu bytes", gs_reading_left(&data));
        gs_words_add(out, "meaning", "This type is shown as its data alone.");
        gs_words_set_apart(out);
    }
    if (has_data) {
        add_sent(&data, out);
    }
    gs_reading_close(&data);
}
