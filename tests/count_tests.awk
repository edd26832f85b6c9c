#!/usr/bin/awk -f
# SPDX-License-Identifier: MIT
# Counts test functions in the log of `ctest --verbose`: "N passed, N failed". A test program
# that failed without naming a test (it crashed, or ran out of time) counts as one.
{ program = $1; sub(/:$/, "", program) }
/^[0-9]+: \[       OK \] / { passed++ }
/^[0-9]+: \[  FAILED  \] [^0-9 ]+$/ && !seen[program, $NF]++ { failed++; named[program] = 1 }
/^ *[0-9]+\/[0-9]+ Test +#[0-9]+: .*\*\*\*/ {
    number = $3
    gsub(/[#:]/, "", number)
    if (!named[number]) failed++
}
END { printf "%d passed, %d failed\n", passed, failed }
