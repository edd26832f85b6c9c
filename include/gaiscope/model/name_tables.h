/* SPDX-License-Identifier: MIT */
/**
 * /etc/services and /etc/protocols as read, whole. Owned by whoever holds the pointer.
 * services(5), protocols(5).
 */
#ifndef GAISCOPE_MODEL_NAME_TABLES_H
#define GAISCOPE_MODEL_NAME_TABLES_H

#include "gaiscope/base/vec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GS_TABLE_SERVICES_FILE  "/etc/services"  /**< as read */
#define GS_TABLE_PROTOCOLS_FILE "/etc/protocols" /**< as read */

#define GS_TABLE_LINES_MAX 200000 /**< lines kept of one file */

/** The protocols whose columns the services table has; bits. */
enum gs_table_protocol {
    GS_TABLE_TCP = 1,
    GS_TABLE_UDP = 2,
    GS_TABLE_SCTP = 4,
    GS_TABLE_OTHER = 8, /**< dccp, ddp, ...: `other` names it */
};

/** A name at a port: the lines of one name and port, all protocols together. */
struct gs_table_service {
    const char *name;    /**< official name, sanitised; in `texts` */
    const char *aliases; /**< parted by blanks, sanitised, "" none; in `texts` */
    const char *other;   /**< other protocols by name, parted by blanks; in `texts` */
    uint32_t line;       /**< of its first line, from 1 */
    uint16_t port;       /**< host order */
    uint8_t protocols;   /**< enum gs_table_protocol bits */
    uint8_t conflicts;   /**< protocols in which another name has the same port; bits */
    uint8_t elsewhere;   /**< protocols in which its name has another port, too; bits */
};

/** Sorted by port, then by the file's order. */
struct gs_table_service_list GS_VEC_OF(struct gs_table_service);

/** A protocol. */
struct gs_table_protocol_line {
    const char *name;    /**< official name, sanitised; in `texts` */
    const char *aliases; /**< parted by blanks, sanitised; in `texts` */
    uint32_t line;       /**< from 1 */
    int number;          /**< its number */
};

/** Sorted by number. */
struct gs_table_protocol_list GS_VEC_OF(struct gs_table_protocol_line);

/** A line that is no entry. */
struct gs_table_error {
    char file[32];   /**< "/etc/services" */
    uint32_t line;   /**< from 1 */
    char reason[96]; /**< what is wrong */
};

/** Both files. */
struct gs_tables {
    struct gs_table_service_list services;          /**< of /etc/services */
    struct gs_table_protocol_list protocols;        /**< of /etc/protocols */
    struct GS_VEC_OF(struct gs_table_error) errors; /**< at most 16 */
    size_t error_count;                             /**< all, kept or not */
    char *texts;                                    /**< one block for all names */
    int64_t read_wall_s;                            /**< when */
    int64_t elapsed_us;                             /**< of reading both */
    bool has_services;                              /**< the file is there */
    bool has_protocols;                             /**< the file is there */
    bool is_truncated; /**< a file had more lines than are kept */
};

/** Owns: the caller frees with gs_tables_free(). */
struct gs_tables *gs_tables_new(void);

/** Sets conflicts and elsewhere of every service, of tcp, udp and sctp. Takes: services sorted
 *  by port. */
void gs_tables_mark_conflicts(struct gs_tables *tables);

/** Frees it and all it owns; NULL is fine. */
void gs_tables_free(struct gs_tables *tables);

#endif
