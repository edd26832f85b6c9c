/* SPDX-License-Identifier: MIT */
/* Why an address pane is empty. */
#ifndef GAISCOPE_SRC_VIEW_NO_ADDRESS_H
#define GAISCOPE_SRC_VIEW_NO_ADDRESS_H

#include "pane.h"

/* Why libc has addresses, but none of this family. */
struct gs_reason {
    const char *info;   /* behind the pane's name */
    char first[160];    /* what is so */
    const char *second; /* what it does not mean; "" none */
};

struct gs_reason gs_reason_of_none(const struct gs_pane_context *context, int family);

/* What DNS says of the A or AAAA records of the asked name; NOT_ASKED while it waits. */
enum gs_outcome gs_family_dns_outcome(const struct gs_lookup *lookup, int family);

/* What stands behind a pane's name when getaddrinfo failed. */
const char *gs_failed_info(enum gs_outcome outcome);

/* What is easily misread about the call: sentences with a ▲; notes stay out, and the one whose
 * code is `told` (NULL: none). */
void gs_build_traps(const struct gs_digest *digest, const char *told,
                    struct gs_rows *rows);

/* A failed getaddrinfo, whole in each pane: what it means and what to try. */
void gs_build_failed(const struct gs_pane_context *context,
                     const struct gs_system_answer *answer, int family,
                     struct gs_rows *rows);

#endif
