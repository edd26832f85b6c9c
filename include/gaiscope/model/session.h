/* SPDX-License-Identifier: MIT */
/**
 * Everything the dashboard and the reports know. gs_session_apply() is its only writer;
 * views and reports read a `const struct gs_session`. One thread.
 */
#ifndef GAISCOPE_MODEL_SESSION_H
#define GAISCOPE_MODEL_SESSION_H

#include "gaiscope/model/event.h"
#include "gaiscope/model/history.h"
#include "gaiscope/model/lookup.h"
#include "gaiscope/model/machine.h"
#include "gaiscope/model/monitor.h"

#include <stdbool.h>
#include <stdint.h>

/** What is known. A zeroed struct is an empty session. */
struct gs_session {
    uint64_t
        revision; /**< rises with each applied event that is not the monitor's, which has
                            a revision of its own */
    struct gs_machine machine; /**< this machine */
    bool has_machine;          /**< machine is filled */
    struct gs_lookup lookup;   /**< the present question */
    bool has_lookup;           /**< a question was asked */
    struct gs_history history; /**< questions asked before, the present one included */
    uint64_t tables_read;      /**< how often `tables` became another one */
    struct gs_tables *tables; /**< the services and protocols files; NULL: not read yet */
    struct gs_service_check *service; /**< of the entry opened last; NULL: none yet */
    struct gs_log log;                /**< what was asked of whom */
    struct gs_monitor monitor;        /**< what is watched */
};

/**
 * Applies one event and takes over what it owns. An event of a round that is not the part's
 * present one finds nothing and is dropped. A GS_EVENT_STARTED of the same host and service
 * keeps the old answers as `last`; of another question it starts anew.
 */
void gs_session_apply(struct gs_session *session, struct gs_event *event);

/** Frees everything and leaves the session empty. */
void gs_session_fini(struct gs_session *session);

#endif
