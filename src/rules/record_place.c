/* SPDX-License-Identifier: MIT */
/* LOC: where on Earth something is. RFC 1876. */
#include "record_reading.h"

enum {
    MS_PER_DEGREE = 3600000, /* thousandths of a second of arc */
    MS_PER_MINUTE = 60000,
    MS_PER_SECOND = 1000,
    ALTITUDE_BASE_CM = 10000000,
};

#define MIDDLE INT64_C(0x80000000) /* equator, prime meridian */

/* A length as base and power of ten, in centimetres: `0x13` is 10 m. */
static uint64_t take_length(struct gs_record_reading *reading)
{
    unsigned byte = (unsigned)gs_reading_number(reading, 1);
    uint64_t cm = byte >> 4;
    if (byte >> 4 > 9 || (byte & 0xf) > 9) {
        gs_reading_fail(reading, "a length in it is none");
        return 0;
    }
    for (unsigned i = 0; i < (byte & 0xf); i++) {
        cm *= 10;
    }
    return cm;
}

static void add_length(struct gs_record_reading *reading, const char *label, uint64_t cm,
                       const char *what)
{
    if (cm % 100 == 0) {
        gs_words_add(reading->out, label, "%llu m", (unsigned long long)(cm / 100));
    } else {
        gs_words_add(reading->out, label, "%llu.%02u m", (unsigned long long)(cm / 100),
                     (unsigned)(cm % 100));
    }
    gs_words_remark(reading->out, GS_SIGN_NONE, "%s", what);
}

static void add_angle(struct gs_record_reading *reading, const char *label,
                      unsigned degrees_max, const char *signs)
{
    int64_t ms = (int64_t)gs_reading_number(reading, 4) - MIDDLE;
    int64_t size = ms < 0 ? -ms : ms;
    if (size > (int64_t)degrees_max * MS_PER_DEGREE) {
        gs_reading_fail(reading, "an angle in it is none");
        return;
    }
    unsigned degrees = (unsigned)(size / MS_PER_DEGREE);
    unsigned rest = (unsigned)(size % MS_PER_DEGREE);
    gs_words_add(reading->out, label, "%u %u %u.%03u %c", degrees, rest / MS_PER_MINUTE,
                 rest % MS_PER_MINUTE / MS_PER_SECOND, rest % MS_PER_SECOND,
                 signs[ms < 0 ? 1 : 0]);
    gs_words_remark(reading->out, GS_SIGN_NONE, "%s%u.%05u degrees", ms < 0 ? "-" : "",
                    degrees, (unsigned)((uint64_t)rest * 100000 / MS_PER_DEGREE));
}

static void add_altitude(struct gs_record_reading *reading)
{
    int64_t cm = (int64_t)gs_reading_number(reading, 4) - ALTITUDE_BASE_CM;
    int64_t size = cm < 0 ? -cm : cm;
    gs_words_add(reading->out, "altitude", "%s%lld.%02d m", cm < 0 ? "-" : "",
                 (long long)(size / 100), (int)(size % 100));
    gs_words_remark(reading->out, GS_SIGN_NONE, "above the WGS 84 ellipsoid");
}

void gs_explain_loc(struct gs_record_reading *reading)
{
    if (gs_reading_number(reading, 1) != 0) {
        gs_reading_fail(reading, "only version 0 is known");
        return;
    }
    uint64_t size_cm = take_length(reading);
    uint64_t horizontal_cm = take_length(reading);
    uint64_t vertical_cm = take_length(reading);
    add_angle(reading, "latitude", 90, "NS");
    add_angle(reading, "longitude", 180, "EW");
    add_altitude(reading);
    add_length(reading, "size", size_cm, "diameter of what is there");
    add_length(reading, "horizontal", horizontal_cm, "precision");
    add_length(reading, "vertical", vertical_cm, "precision");
}
