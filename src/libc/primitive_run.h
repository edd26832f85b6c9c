/* SPDX-License-Identifier: MIT */
/**
 * What a primitive call does on its worker. Private to the room.
 */
#ifndef GAISCOPE_LIBC_PRIMITIVE_RUN_H
#define GAISCOPE_LIBC_PRIMITIVE_RUN_H

#include "gaiscope/libc/primitive.h"

/** Makes the call and fills outcome, error, result, more and time. It blocks. */
void primitive_run(const struct gs_primitive_request *request,
                   struct gs_primitive_answer *out);

#endif
