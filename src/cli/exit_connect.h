/* SPDX-License-Identifier: MIT */
/**
 * What the parts that connect say of the exit status. One thing that is open is enough; what
 * was silent may be there another time; what was refused is not. Pure.
 */
#ifndef GAISCOPE_SRC_CLI_EXIT_CONNECT_H
#define GAISCOPE_SRC_CLI_EXIT_CONNECT_H

#include "exit_status.h"

enum gs_exit exit_of_connect(const struct gs_facts *now);
enum gs_exit exit_of_race(const struct gs_facts *now);
enum gs_exit exit_of_families(const struct gs_facts *now);

/** This machine tells, or it does not. */
enum gs_exit exit_of_network(const struct gs_facts *now);

#endif
