/* SPDX-License-Identifier: MIT */
#include "dnssec_names.h"

struct algorithm {
    unsigned number;
    const char *name;
    bool is_old;
};

static const struct algorithm algorithms[] = {
    {0, "DELETE", false},
    {1, "RSAMD5", true},
    {3, "DSA", true},
    {5, "RSASHA1", true},
    {6, "DSA-NSEC3-SHA1", true},
    {7, "RSASHA1-NSEC3-SHA1", true},
    {8, "RSASHA256", false},
    {10, "RSASHA512", false},
    {12, "ECC-GOST", true},
    {13, "ECDSAP256SHA256", false},
    {14, "ECDSAP384SHA384", false},
    {15, "ED25519", false},
    {16, "ED448", false},
    {17, "SM2SM3", false},
    {23, "ECC-GOST12", false},
    {252, "INDIRECT", false},
    {253, "PRIVATEDNS", false},
    {254, "PRIVATEOID", false},
};

static const struct algorithm *find_algorithm(unsigned number)
{
    for (size_t i = 0; i < sizeof algorithms / sizeof *algorithms; i++) {
        if (algorithms[i].number == number) {
            return &algorithms[i];
        }
    }
    return NULL;
}

struct gs_digest_kind gs_digest_kind_of(unsigned number)
{
    static const struct gs_digest_kind kinds[] = {
        [1] = {"SHA-1", 20, true},
        [2] = {"SHA-256", 32, false},
        [3] = {"GOST R 34.11-94", 32, true},
        [4] = {"SHA-384", 48, false},
        [5] = {"GOST R 34.11-2012", 32, false},
        [6] = {"SM3", 32, false},
    };
    return number < sizeof kinds / sizeof *kinds ? kinds[number]
                                                 : (struct gs_digest_kind){0};
}

void gs_reading_add_algorithm(struct gs_record_reading *reading, unsigned number)
{
    const struct algorithm *known = find_algorithm(number);
    gs_words_add(reading->out, "algorithm", "%u %s", number,
                 known != NULL ? known->name : "not known");
    if (known != NULL && known->is_old) {
        gs_words_remark(reading->out, GS_SIGN_WARN, "not to be used any more (RFC 8624)");
    }
}

static void add_window(struct gs_buf *types, unsigned window, const uint8_t *bits,
                       size_t len, size_t *count)
{
    for (size_t i = 0; i < len * 8; i++) {
        if ((bits[i / 8] & (0x80 >> i % 8)) != 0) {
            char name[GS_TYPE_TEXT_MAX];
            gs_type_format((uint16_t)(window << 8 | i), name);
            if (types->len < GS_WORDS_TEXT_MAX) {
                gs_buf_addf(types, "%s%s", types->len > 0 ? " " : "", name);
            }
            *count += 1;
        }
    }
}

void gs_reading_add_types(struct gs_record_reading *reading)
{
    struct gs_buf types = {0};
    size_t count = 0;
    int before = -1;
    while (gs_reading_left(reading) > 0) {
        int window = (int)gs_reading_number(reading, 1);
        size_t len = (size_t)gs_reading_number(reading, 1);
        const uint8_t *bits = gs_reading_bytes(reading, len);
        if (bits != NULL && (len == 0 || len > 32 || window <= before)) {
            gs_reading_fail(reading, "its list of types is broken");
        } else if (bits != NULL) {
            add_window(&types, (unsigned)window, bits, len, &count);
        }
        before = window;
    }
    gs_words_add(reading->out, "types", "%s", gs_buf_text(&types));
    gs_words_remark(reading->out, GS_SIGN_NONE, "%zu", count);
    gs_buf_fini(&types);
}
