/* SPDX-License-Identifier: MIT */
/**
 * Asks one name after the other, many at once, and keeps none: the way of long lists. By DNS a
 * name is asked for each type (an address for its PTR), through libc by getaddrinfo. The caller
 * pulls: it asks for room, and hears when there is room again. Loop thread only.
 */
#ifndef GAISCOPE_ENGINE_BULK_ASKER_H
#define GAISCOPE_ENGINE_BULK_ASKER_H

#include "gaiscope/engine/engine.h"
#include "gaiscope/model/bulk_row.h"

struct gs_bulk_asker;

/** What came of one name. All of it is lent for the time of the call. */
struct gs_bulk_answer {
    void *user;                       /**< as given */
    const struct gs_bulk_cell *cells; /**< by question */
    size_t cell_count;                /**< at least 1 */
    const char *canonical;            /**< where the CNAMEs end; NULL: no CNAME */
};

/** Whom and how. */
struct gs_bulk_asking {
    struct gs_resolver resolver; /**< whom to ask; gs_engine_settings_read() */
    uint32_t patience_ms; /**< of one DNS question; 0: as gs_mass_settings_default();
                                   *   libc has its own */
    uint16_t types[GS_TYPES_MAX]; /**< asked of each name */
    size_t type_count;            /**< 0: A and AAAA */
    bool is_libc;                 /**< getaddrinfo instead of DNS */
    struct gs_question question;  /**< is_libc: service and hints; the host is replaced */
    /** A name is done; never called from inside gs_bulk_asker_ask(). */
    void (*answered)(void *context, const struct gs_bulk_answer *answer);
    void (*has_room)(void *context); /**< there is room for at least one more name */
    void *context;                   /**< handed to both */
};

/** Where it stands: questions, not names. sent = answered + failed + pending. */
struct gs_bulk_stats {
    uint64_t sent;     /**< ever */
    uint64_t answered; /**< with a message, whatever it says */
    uint64_t failed;   /**< without one */
    uint64_t pending;  /**< neither yet */
    uint64_t tries;    /**< messages sent */
    size_t window;     /**< so many at once now */
};

/** Opens. Returns: GS_OK; GS_EINVAL; GS_EOS; GS_EUNSUPPORTED: libc cannot be led to that
 *  server. Owns: the caller, gs_bulk_asker_close(). */
enum gs_status gs_bulk_asker_open(uv_loop_t *loop, const struct gs_bulk_asking *asking,
                                  struct gs_bulk_asker **out);

/** How many names may be asked now. */
size_t gs_bulk_asker_room(const struct gs_bulk_asker *asker);

/** Asks. Takes: an A-label name or an address, copied. */
void gs_bulk_asker_ask(struct gs_bulk_asker *asker, const char *host, void *user);

/** Where it stands. */
struct gs_bulk_stats gs_bulk_asker_stats(const struct gs_bulk_asker *asker);

/** Forgets all questions and closes; the memory goes with the loop's next turns. */
void gs_bulk_asker_close(struct gs_bulk_asker *asker);

#endif
