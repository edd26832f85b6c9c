/* SPDX-License-Identifier: MIT */
#include "record_reading.h"

#include <string.h>

/* Steps over what stands before the name of types whose target the record does not tell. */
static bool step_to_name(struct gs_record_reading *reading)
{
    size_t len;
    switch (reading->subject->record->type) {
    case GS_TYPE_SOA:
        return true;
    case GS_TYPE_SVCB:
    case GS_TYPE_HTTPS:
        return gs_reading_bytes(reading, 2) != NULL;
    case GS_TYPE_NAPTR: /* order and preference, then flags, service, regexp */
        (void)gs_reading_bytes(reading, 4);
        (void)gs_reading_string(reading, &len);
        (void)gs_reading_string(reading, &len);
        return gs_reading_string(reading, &len) != NULL;
    default:
        return false;
    }
}

static void read_target(const struct gs_record_subject *subject, struct gs_buf *out)
{
    struct gs_record_reading reading;
    struct gs_dname name;
    if (gs_reading_open(subject, NULL, &reading) && step_to_name(&reading) &&
        gs_reading_name(&reading, &name)) {
        gs_dname_format(&name, out);
    }
    gs_reading_close(&reading);
}

char *gs_record_target(const struct gs_dns_answer *answer, const struct gs_record *record)
{
    struct gs_record_subject subject = {.answer = answer, .record = record};
    struct gs_buf target = {0};
    if (record->target != NULL) {
        gs_buf_add_text(&target, record->target);
    } else {
        read_target(&subject, &target);
    }
    if (target.len == 0 || strcmp(target.data, ".") == 0) {
        gs_buf_fini(&target);
        return NULL;
    }
    return gs_buf_claim(&target);
}
