/* SPDX-License-Identifier: MIT */
/**
 * EAI_* codes: the one place where they become outcomes and names. Any thread may call.
 */
#ifndef GAISCOPE_LIBC_EAI_H
#define GAISCOPE_LIBC_EAI_H

#include "gaiscope/model/system_answer.h"

/**
 * What a result of getaddrinfo or getnameinfo means, and its details for display. To be
 * called at once after the call: with EAI_SYSTEM it reads errno. 0 is "answered".
 */
enum gs_outcome eai_outcome(int code, struct gs_eai *out);

/** What a call says that was never made, because the system gave no thread. */
enum gs_outcome eai_no_thread(struct gs_eai *out);

#endif
