#!/bin/sh
# SPDX-License-Identifier: MIT
# check_counter.sh AWK-SCRIPT: the counter sees failures, crashes and skips in a log of ctest.
set -eu
got=$(awk -f "$1" <<'END'
1: [ RUN      ] a_passes
1: [       OK ] a_passes
1: [  FAILED  ] b_of_rfc6724_fails
2: [       OK ] a_passes
1: [==========] tests: 2 test(s) run.
1: [  FAILED  ] tests: 1 test(s), listed below:
1: [  FAILED  ] b_of_rfc6724_fails
1:  1 FAILED TEST(S)
 1/7 Test  #1: base/test_a .....................***Failed    0.76 sec
 2/7 Test #2: base/test_leaks ..................***Failed    0.76 sec
3: [       OK ] a_passes
 3/7 Test #3: base/test_crashes ................***Exception: SegFault  0.76 sec
 4/7 Test #4: base/test_hangs ..................***Timeout 120.01 sec
 5/7 Test #5: house/floors .....................   Passed    0.02 sec
6: [  SKIPPED ] private namespaces are forbidden here
 6/7 Test #6: e2e/lab ..........................***Skipped   0.05 sec
7: [  SKIPPED ] needs_a_network
7: [       OK ] a_passes
7: [  SKIPPED ] tests: 1 test(s), listed below:
7: [  SKIPPED ] needs_a_network
 7/7 Test #7: libc/test_b ......................   Passed    0.02 sec
END
)
wanted='skipped: e2e/lab (private namespaces are forbidden here)
skipped: libc/test_b (needs_a_network)
5 passed, 4 failed'
[ "$got" = "$wanted" ] && exit 0
printf 'got:\n%s\nwanted:\n%s\n' "$got" "$wanted"
exit 1
