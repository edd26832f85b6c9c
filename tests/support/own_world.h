/* SPDX-License-Identifier: MIT */
/** A private network and private files under /etc for this process, where that is allowed. */
#ifndef GAISCOPE_TESTS_SUPPORT_OWN_WORLD_H
#define GAISCOPE_TESTS_SUPPORT_OWN_WORLD_H

#include <stdbool.h>

/**
 * Moves this process to namespaces of its own with nothing but a loopback. To be called
 * before any thread is started. Returns: false where it is forbidden.
 */
bool own_world_enter(void);

/** Puts a file of this text in the place of `path`, inside the own world alone. */
bool own_world_replace(const char *path, const char *text);

/** Skips the test that calls it when `is_there` is false. */
void own_world_need(bool is_there);

#endif
