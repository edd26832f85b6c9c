/* SPDX-License-Identifier: MIT */
/** A message being taken apart from its first byte to its last. Private to this room. */
#ifndef GAISCOPE_SRC_RULES_DUMP_WALK_H
#define GAISCOPE_SRC_RULES_DUMP_WALK_H

#include "gaiscope/rules/message_dump.h"

/** A place in a message, and the fields so far. */
struct gs_dump_walk {
    const uint8_t *wire;        /**< the whole message */
    size_t end;                 /**< nothing behind is read: the message's, the data's */
    size_t at;                  /**< what is read next, at most end */
    uint8_t depth;              /**< of the fields to come */
    struct gs_dump_fields *out; /**< what was read */
};

/** Bytes up to the end. */
size_t gs_dump_left(const struct gs_dump_walk *walk);

/** The number in the next `len` bytes, 1 to 4; only where so many are left. */
uint32_t gs_dump_peek(const struct gs_dump_walk *walk, size_t len);

/** Makes the next `len` bytes a field (nothing when 0); takes over and empties `text`. */
void gs_dump_take(struct gs_dump_walk *walk, size_t len, struct gs_buf *text);

/** The same with a text of its own. */
void gs_dump_takef(struct gs_dump_walk *walk, size_t len, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** Makes all that is left a broken field: "cut off", "no name", ... */
void gs_dump_give_up(struct gs_dump_walk *walk, const char *why);

/** Reads a name as "label python.org, pointer to 12". Returns: false: it is broken, and the
 *  walk gave up. */
bool gs_dump_name(struct gs_dump_walk *walk, const char *label);

/** Appends what an EDNS option says: "option 15 EDE 22 No Reachable Authority". */
void gs_dump_option(struct gs_buf *text, unsigned code, const uint8_t *data, size_t len);

/** Appends what a parameter of a SVCB or HTTPS record says: "parameter 1 alpn h2 h3". */
void gs_dump_parameter(struct gs_buf *text, unsigned key, const uint8_t *data,
                       size_t len);

/** Takes the data of a record apart, up to the walk's end. */
void gs_dump_data(struct gs_dump_walk *walk, uint16_t type);

#endif
