/* SPDX-License-Identifier: MIT */
#include "option_table.h"

#include "gaiscope/cli/options.h"
#include "gaiscope/report/report.h"

#include <uv.h>

#ifdef __GLIBC__
#    include <gnu/libc-version.h>
#endif

enum {
    HELP_CELLS = 28, /* where the words of --help begin */
};

static void write_row(struct gs_buf *out, const struct option_row *row)
{
    size_t start = out->len;
    if (row->letter != 0) {
        gs_buf_addf(out, "  -%c%s", row->letter, row->name == NULL ? "" : ", ");
    } else {
        gs_buf_add_text(out, "      ");
    }
    if (row->name != NULL) {
        gs_buf_addf(out, "--%s", row->name);
    }
    if (row->argument != NULL) {
        gs_buf_addf(out, " %s", row->argument);
    }
    while (out->len - start < HELP_CELLS) {
        gs_buf_add(out, " ", 1);
    }
    gs_buf_addf(out, "%s\n", row->help);
}

void gs_options_help(struct gs_buf *out)
{
    gs_buf_add_text(out, "usage: gaiscope [OPTION]... [HOST [SERVICE]]\n\n"
                         "Shows what this machine answers when a program asks for HOST.\n"
                         "HOST alone may also be host:port, [v6]:port, a URL, "
                         "user@domain, or\naddresses whose names are asked: "
                         "192.0.2.0/28, or a list parted by commas.\n\n");
    for (const struct option_row *row = option_rows; row->apply != NULL; row++) {
        write_row(out, row);
    }
    gs_buf_add_text(out,
                    "\nEverything after -- is an operand. Defaults: any family, stream, "
                    "any protocol,\nflags addrconfig,v4mapped,canonname; without "
                    "addrconfig with --demo, with\npassive for canonname where there is "
                    "no host.\n\n"
                    "A line of --monitor's list: HOST [SERVICE] [expect WHAT,...] "
                    "[every 30s]\n[label NAME,...] [mx]. WHAT is A+B for exactly these "
                    "addresses, a prefix,\nipv4, ipv6, >=N, ipv4>=N, ipv6>=N, mx:HOST, "
                    "null-mx or no-sinkhole: gaiscope(1).\n\n"
                    "Exit status of a report: 0 answered, 1 no such name or no data, "
                    "2 usage,\n3 temporary failure (try again), 4 anything else; of "
                    "--monitor also 5:\nan expectation does not hold.\n");
}

void gs_options_version(struct gs_buf *out)
{
    gs_buf_addf(out, "gaiscope %s\nlibuv %s, jansson %s", GS_VERSION, uv_version_string(),
                gs_report_json_version());
#ifdef __GLIBC__
    gs_buf_addf(out, ", glibc %s", gnu_get_libc_version());
#endif
    gs_buf_add_text(out, "\n");
}
