/* SPDX-License-Identifier: MIT */
/*
 * How an effect is put together. Private to the files that find effects.
 */
#ifndef GAISCOPE_SRC_RULES_CALL_EFFECT_H
#define GAISCOPE_SRC_RULES_CALL_EFFECT_H

#include "gaiscope/rules/flag_effect.h"

#include <netdb.h>

/* Some systems have another code for an address of the wrong family. */
#ifdef EAI_ADDRFAMILY
#    define GS_EAI_ADDRFAMILY EAI_ADDRFAMILY
#else
#    define GS_EAI_ADDRFAMILY EAI_NONAME
#endif

/* An effect; its reason as printf writes it. */
struct gs_hint_effect gs_effect(enum gs_effect_kind kind, int error, const char *format,
                                ...) __attribute__((format(printf, 3, 4)));

/* A short, printable form of a host or service. Returns `out`. */
const char *gs_effect_short(const char *text, char out[48]);

/* The family that ADDRCONFIG, where it is set, makes of a family; -1: libc refuses it. On a
 * machine with one family alone "any" is that one, in all that follows. */
int gs_effect_configured(const struct gs_hint_subject *subject, int family);

/* "IPv4" or "IPv6". */
const char *gs_effect_family(int family);

#endif
