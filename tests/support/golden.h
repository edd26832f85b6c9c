/* SPDX-License-Identifier: MIT */
/**
 * Comparing a text with a file of the project. With GS_GOLDEN_RENEW=1 in the environment the
 * file is written instead, to be read line by line before it is committed.
 */
#ifndef GAISCOPE_TESTS_SUPPORT_GOLDEN_H
#define GAISCOPE_TESTS_SUPPORT_GOLDEN_H

/** Fails the test where `text` is not the file's content. Takes: `path`, relative to the
 *  project's tests folder. */
void gs_golden_compare(const char *path, const char *text);

/** The content of a file below the tests folder; fails the test when it cannot be read.
 *  Owns: the caller frees. */
char *gs_golden_read(const char *path);

#endif
