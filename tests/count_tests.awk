#!/usr/bin/awk -f
# SPDX-License-Identifier: MIT
# Counts test functions in the log of `ctest --verbose`. The last line is "N passed, N failed";
# what was skipped stands before it, one "skipped: NAME (WHY)" a line.
# A program that names no function counts as one, and so does one that fails without naming
# a failed function: it crashed, leaked or ran out of time.
function program() { return $1 + 0 }
function word() { return substr($0, index($0, "] ") + 2) }

/^[0-9]+: \[       OK \] / { passed++; has_functions[program()] = 1; next }
/^[0-9]+: \[  FAILED  \] [^ ]+$/ {
    number = program()
    if (!seen[number, word()]++) failed++
    has_functions[number] = has_failed[number] = 1
    next
}
/^[0-9]+: \[  SKIPPED \] / {
    number = program()
    name = word()
    if (name !~ /listed below:$/ && !seen[number, name]++) {
        has_functions[number] = 1
        skips[number] = skips[number] (skips[number] == "" ? "" : "; ") name
    }
    next
}
/^ *[0-9]+\/[0-9]+ Test +#[0-9]+: / {
    number = $3
    gsub(/[#:]/, "", number)
    if (/\*\*\*Skipped/ && skips[number] == "") skips[number] = "it does not say why"
    if (skips[number] != "") printf "skipped: %s (%s)\n", $4, skips[number]
    if (/\*\*\*/ && !/\*\*\*Skipped/) {
        if (!has_failed[number]) failed++
    } else if (!has_functions[number] && !/\*\*\*/) {
        passed++
    }
}
END { printf "%d passed, %d failed\n", passed, failed }
