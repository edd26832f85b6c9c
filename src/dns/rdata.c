/* SPDX-License-Identifier: MIT */
/*
 * The few types whose data is decoded without ldns, by the letters of model/rdata_fields.h. The
 * first name becomes the record's target and the first 16-bit number its preference where the
 * table says so.
 */
#include "rdata.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/model/dname.h"
#include "gaiscope/model/rdata_fields.h"

#include <string.h>

#include <sys/socket.h>

static const struct shape {
    uint16_t type;   /* enum gs_record_type */
    bool is_of_in;   /* other classes have other data */
    bool has_target; /* the first name is where the record points */
} shapes[] = {
    {GS_TYPE_A, true, false},    {GS_TYPE_AAAA, true, false},
    {GS_TYPE_NS, false, true},   {GS_TYPE_CNAME, false, true},
    {GS_TYPE_PTR, false, true},  {GS_TYPE_DNAME, false, true},
    {GS_TYPE_MX, false, true},   {GS_TYPE_SRV, true, true},
    {GS_TYPE_SOA, false, false}, {GS_TYPE_TXT, false, false},
};

static const struct shape *find_shape(uint16_t type, uint16_t class_)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        if (shapes[i].type == type && (!shapes[i].is_of_in || class_ == GS_CLASS_IN)) {
            return &shapes[i];
        }
    }
    return NULL;
}

/* The fields of one record on their way in. */
struct decoding {
    struct gs_rdata left;      /* what is not read yet */
    struct gs_address address; /* of `a` and `6` */
    struct gs_buf text;        /* fields with a blank between */
    struct gs_buf target;      /* the first name */
    uint16_t first_number;     /* the first 16-bit number */
    bool has_number;           /* first_number is set */
};

static bool read_number(struct decoding *d, size_t len)
{
    if (d->left.end - d->left.at < len) {
        return false;
    }
    uint32_t value = 0;
    for (size_t i = 0; i < len; i++) {
        value = value << 8 | d->left.wire[d->left.at++];
    }
    if (len == 2 && !d->has_number) {
        d->first_number = (uint16_t)value;
        d->has_number = true;
    }
    gs_buf_addf(&d->text, "%u", (unsigned)value);
    return true;
}

static bool read_name(struct decoding *d)
{
    struct gs_dname name;
    size_t step = gs_dname_read(d->left.wire, d->left.end, d->left.at, &name);
    if (step == 0) {
        return false;
    }
    d->left.at += step;
    if (d->target.data == NULL) {
        gs_dname_format(&name, &d->target);
    }
    gs_dname_format(&name, &d->text);
    return true;
}

static bool read_address(struct decoding *d, int family)
{
    size_t len = family == AF_INET ? 4 : 16;
    if (d->left.end - d->left.at != len) {
        return false;
    }
    d->address = gs_address_from_bytes(family, d->left.wire + d->left.at);
    d->left.at += len;
    char text[GS_ADDRESS_TEXT_MAX];
    gs_address_format(&d->address, text);
    gs_buf_add_text(&d->text, text);
    return true;
}

static void add_quoted(struct gs_buf *out, const uint8_t *bytes, size_t len)
{
    gs_buf_add_text(out, "\"");
    for (size_t i = 0; i < len; i++) {
        if (bytes[i] < 0x20 || bytes[i] >= 0x7f) {
            gs_buf_addf(out, "\\%03u", bytes[i]);
        } else {
            bool is_special = bytes[i] == '"' || bytes[i] == '\\';
            gs_buf_addf(out, is_special ? "\\%c" : "%c", bytes[i]);
        }
    }
    gs_buf_add_text(out, "\"");
}

static bool read_strings(struct decoding *d)
{
    if (d->left.at == d->left.end) {
        return false; /* at least one, maybe empty: RFC 1035 3.3.14 */
    }
    for (bool is_first = true; d->left.at < d->left.end; is_first = false) {
        size_t len = d->left.wire[d->left.at++];
        if (len > d->left.end - d->left.at) {
            return false;
        }
        gs_buf_add_text(&d->text, is_first ? "" : " ");
        add_quoted(&d->text, d->left.wire + d->left.at, len);
        d->left.at += len;
    }
    return true;
}

static bool read_field(struct decoding *d, char field)
{
    switch (field) {
    case 'a':
        return read_address(d, AF_INET);
    case '6':
        return read_address(d, AF_INET6);
    case 'n':
        return read_name(d);
    case '2':
        return read_number(d, 2);
    case '4':
        return read_number(d, 4);
    default:
        return read_strings(d);
    }
}

static bool read_fields(struct decoding *d, const char *fields)
{
    for (const char *field = fields; *field != '\0'; field++) {
        gs_buf_add_text(&d->text, field == fields ? "" : " ");
        if (!read_field(d, *field)) {
            return false;
        }
    }
    return d->left.at == d->left.end;
}

enum gs_rdata_result gs_rdata_decode(const struct gs_rdata *rdata,
                                     struct gs_record *record)
{
    const struct shape *shape = find_shape(record->type, record->class_);
    if (shape == NULL) {
        return GS_RDATA_UNKNOWN;
    }
    struct decoding d = {.left = *rdata};
    bool fits = read_fields(&d, gs_rdata_fields(shape->type));
    if (fits) {
        record->text = gs_buf_claim(&d.text);
        record->address = d.address;
        record->preference = shape->has_target ? d.first_number : 0;
        record->target = shape->has_target ? gs_buf_claim(&d.target) : NULL;
    }
    gs_buf_fini(&d.text);
    gs_buf_fini(&d.target);
    return fits ? GS_RDATA_DONE : GS_RDATA_MALFORMED;
}

/* Steps over one field; 0: it does not fit. */
static size_t measure_field(const struct gs_rdata *rdata, char field)
{
    struct gs_dname name;
    size_t left = rdata->end - rdata->at;
    switch (field) {
    case 'a':
        return left == 4 ? 4 : 0;
    case '6':
        return left == 16 ? 16 : 0;
    case 'n':
        return gs_dname_read(rdata->wire, rdata->end, rdata->at, &name);
    case '2':
        return left >= 2 ? 2 : 0;
    case '4':
        return left >= 4 ? 4 : 0;
    default:
        break;
    }
    size_t len = 0;
    while (len < left) {
        len += 1 + (size_t)rdata->wire[rdata->at + len];
    }
    return len == left ? len : 0;
}

bool gs_rdata_fits(const struct gs_rdata *rdata, uint16_t type, uint16_t class_)
{
    if (find_shape(type, class_) == NULL) {
        return true;
    }
    struct gs_rdata left = *rdata;
    for (const char *field = gs_rdata_fields(type); *field != '\0'; field++) {
        size_t step = measure_field(&left, *field);
        if (step == 0) {
            return false;
        }
        left.at += step;
    }
    return left.at == left.end;
}

char *gs_rdata_hex(const struct gs_rdata *rdata)
{
    struct gs_buf out = {0};
    size_t len = rdata->end - rdata->at;
    gs_buf_addf(&out, len > 0 ? "\\# %zu " : "\\# %zu", len);
    for (size_t i = rdata->at; i < rdata->end; i++) {
        gs_buf_addf(&out, "%02x", rdata->wire[i]);
    }
    return gs_buf_claim(&out);
}
