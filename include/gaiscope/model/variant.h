/* SPDX-License-Identifier: MIT */
/**
 * The same question with other arguments, for comparison: the matrix of family, socket type
 * and flags, and what stands beside the null node. Which variants there are depends on the
 * question alone, so that engine, session and views agree on their numbers. Pure.
 */
#ifndef GAISCOPE_MODEL_VARIANT_H
#define GAISCOPE_MODEL_VARIANT_H

#include "gaiscope/base/vec.h"
#include "gaiscope/model/question.h"
#include "gaiscope/model/system_answer.h"

#include <stddef.h>

#define GS_MATRIX_FAMILIES  3 /**< any, inet, inet6 */
#define GS_MATRIX_SOCKTYPES 6 /**< any, stream, dgram, raw, rdm, seqpacket */
#define GS_MATRIX_FLAGS     4 /**< none, ADDRCONFIG, V4MAPPED, both */
/** All cells of the matrix. */
#define GS_MATRIX_CELLS                                                                  \
    ((size_t)GS_MATRIX_FAMILIES * GS_MATRIX_SOCKTYPES * GS_MATRIX_FLAGS)

/** One variant and its answer. */
struct gs_variant {
    struct gs_question *question;    /**< the whole call; owned */
    struct gs_system_answer *answer; /**< NULL: waiting; owned */
};

/** Variants by number. */
struct gs_variant_list GS_VEC_OF(struct gs_variant);

/**
 * The matrix of a question: GS_MATRIX_CELLS variants without answers; cell number
 * (flags * GS_MATRIX_SOCKTYPES + socktype) * GS_MATRIX_FAMILIES + family, in the orders above.
 * The other flags and the protocol of the question stay. Owns: the caller,
 * gs_variant_list_clear().
 */
struct gs_variant_list gs_variants_matrix(const struct gs_question *question);

/**
 * What stands beside the null node: without a host and with AI_PASSIVE turned (off when the
 * question has it, else on), host "localhost", host "127.0.0.1", all with the same service.
 * Empty for a question with a host. Owns: the caller, gs_variant_list_clear().
 */
struct gs_variant_list gs_variants_beside(const struct gs_question *question);

/** Its flags by their number: "ADDRCONFIG V4MAPPED"; without both "without these flags". */
const char *gs_matrix_flags_name(size_t number);

#define GS_VARIANT_WORD_MAX 24 /**< bytes of a cell's word with NUL */

/** The word of a cell: how many rows there are, or the error without EAI_; "" while it waits
 *  (`answer` NULL). */
void gs_variant_word(const struct gs_system_answer *answer,
                     char out[GS_VARIANT_WORD_MAX]);

/** Frees all variants and leaves the list empty. */
void gs_variant_list_clear(struct gs_variant_list *list);

#endif
