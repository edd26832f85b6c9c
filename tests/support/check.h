/* SPDX-License-Identifier: MIT */
/**
 * What every test includes first: cmocka with the headers it needs, and tables of cases
 * whose label is printed, so that a failure names its case.
 */
#ifndef GAISCOPE_TESTS_SUPPORT_CHECK_H
#define GAISCOPE_TESTS_SUPPORT_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

/** Names the case under test. */
#define check_case(label) print_message("  %s\n", label)

#endif
