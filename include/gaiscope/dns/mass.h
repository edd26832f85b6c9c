/* SPDX-License-Identifier: MIT */
/**
 * Asks name servers many questions quickly: as many at once as the servers, the network and
 * our own buffers bear, each of them as patiently as libc would, so that no name is reported
 * wrong out of haste. The caller pulls: it asks for how much room there is, and hears when
 * there is room again, so that a list of any length takes constant memory.
 *
 * All functions run on the loop's thread. Callbacks come from the loop, never from inside a
 * call of this module, so a callback may ask and even close. Owned by whoever opened it.
 * RFC 1035 4.2, RFC 5452 9.1, RFC 6298 (patience), RFC 6891.
 */
#ifndef GAISCOPE_DNS_MASS_H
#define GAISCOPE_DNS_MASS_H

#include "gaiscope/base/status.h"
#include "gaiscope/dns/answer_scan.h"
#include "gaiscope/model/address.h"
#include "gaiscope/model/outcome.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <uv.h>

struct gs_mass;

/** How one question ended. Everything is lent for the time of the callback. */
struct gs_mass_answer {
    enum gs_outcome outcome; /**< as struct gs_dns_answer has it */
    int rcode;               /**< extended response code; -1: no message came */
    const uint8_t *wire;     /**< the message, for gs_message_decode(); NULL: none came */
    size_t len;              /**< its bytes */
    const struct gs_answer_scan *scan; /**< what the message says; NULL: none came */
    int64_t elapsed_us;                /**< from the first try to the end, all tries */
    int64_t exchange_us;       /**< of the try that was answered alone; 0: none was */
    struct gs_endpoint server; /**< who sent the message; family 0: nobody */
    unsigned tries;            /**< messages sent for it, at least 1 */
    bool is_tcp;               /**< the message came by TCP */
};

/** Who hears. */
struct gs_mass_handler {
    /** A question ended: exactly once each, unless the mass is closed. `user` as given. */
    void (*answered)(void *context, void *user, const struct gs_mass_answer *answer);
    /** There is room for more questions; comes again and again while there is. May be NULL. */
    void (*has_room)(void *context);
    void *context; /**< handed to both */
};

/** Whom to ask, how patiently, and how many at once. */
struct gs_mass_settings {
    const struct gs_endpoint *servers; /**< in order, as resolv.conf has them; copied */
    size_t server_count;  /**< at most GS_SERVERS_MAX; 0: all questions are unreachable */
    uint32_t patience_ms; /**< of one whole question, all tries together */
    uint8_t attempts;     /**< tries per server, at least 1; fewer when patience ends */
    uint16_t udp_size;    /**< EDNS UDP payload size, bytes; 0: no EDNS */
    size_t window_max;    /**< most questions on the wire at once */
    size_t rcvbuf_bytes;  /**< receive buffer to ask for per socket; 0: the system's */
    struct gs_mass_handler handler; /**< who hears */
};

/** 10 s a question, 6 attempts, EDNS 1232, at most 4096 at once, 4 MiB; no servers, no
 *  handler. */
struct gs_mass_settings gs_mass_settings_default(void);

/** Where it stands. Questions: sent = answered + failed + pending, at any time. */
struct gs_mass_stats {
    uint64_t sent;      /**< questions asked, all that gs_mass_ask() took */
    uint64_t answered;  /**< of these, ended with a message, whatever it says */
    uint64_t failed;    /**< ended without one: silence, no route, not a name */
    uint64_t pending;   /**< not ended yet */
    uint64_t tries;     /**< messages sent */
    uint64_t lost;      /**< messages that nobody answered in time */
    size_t window;      /**< questions that may be on the wire at once, now */
    size_t on_wire;     /**< that are */
    int64_t srtt_us;    /**< smoothed round trip, of the server begun with; 0: none yet */
    int64_t min_rtt_us; /**< shortest round trip seen there of late; 0: none yet */
    size_t rcvbuf_bytes; /**< receive buffer that the system granted per socket */
    size_t sockets;      /**< open now */
};

/** Opens. Returns: GS_OK; GS_EINVAL. Owns: the caller, gs_mass_close(). */
enum gs_status gs_mass_open(uv_loop_t *loop, const struct gs_mass_settings *settings,
                            struct gs_mass **out);

/**
 * Asks; may be called from anywhere, also beyond the room there is (then it waits its turn).
 * Takes: `name` in presentation form, copied; one that does not fit the wire ends as
 * GS_OUTCOME_BAD_QUESTION. `user` comes back with the answer, it is never looked at.
 */
void gs_mass_ask(struct gs_mass *mass, const char *name, uint16_t type, void *user);

/** Another patience, of questions begun from now on. Takes: at least 1. One that is shorter than
 *  that of the settings means that no answer is expected: a question is then put twice to each
 *  server, and more of them go at once than what was lost would allow, up to 256. */
void gs_mass_set_patience(struct gs_mass *mass, uint32_t patience_ms);

/** How many questions may be asked now without waiting. */
size_t gs_mass_room(const struct gs_mass *mass);

/** Where it stands. */
struct gs_mass_stats gs_mass_stats(const struct gs_mass *mass);

/** Forgets all questions and closes; the memory goes when the loop has closed the handles. */
void gs_mass_close(struct gs_mass *mass);

#endif
