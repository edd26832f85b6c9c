/* SPDX-License-Identifier: MIT */
/*
 * bench_mass ADDRESS:PORT COUNT [LOST-ALLOWED]: asks for A and AAAA of n0.bench.test and so on
 * by dns/mass, and prints one line of figures for tests/bench.
 */
#include "gaiscope/dns/mass.h"
#include "gaiscope/model/record_type.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include <sys/resource.h>
#include <uv.h>

struct bench {
    uv_loop_t loop;
    struct gs_mass *mass;
    size_t count; /* names */
    size_t asked; /* questions */
    size_t ended;
    size_t addresses;
    size_t failed;
};

static void fill(void *context)
{
    struct bench *b = context;
    for (size_t room = gs_mass_room(b->mass); room > 0 && b->asked < 2 * b->count;
         room--) {
        char name[64];
        (void)snprintf(name, sizeof name, "n%zu.bench.test", b->asked / 2);
        gs_mass_ask(b->mass, name, b->asked % 2 == 0 ? GS_TYPE_A : GS_TYPE_AAAA, NULL);
        b->asked++;
    }
}

static double seconds(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static void report(const struct bench *b, double wall_s)
{
    struct gs_mass_stats stats = gs_mass_stats(b->mass);
    struct rusage usage;
    (void)getrusage(RUSAGE_SELF, &usage);
    double cpu_s = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    printf("wall_s=%.4f names_per_s=%.0f cpu_us_per_name=%.2f peak_kib=%ld failed=%zu "
           "addresses=%zu tries=%" PRIu64 " lost=%" PRIu64 " window=%zu srtt_us=%" PRId64
           " min_rtt_us=%" PRId64 " rcvbuf=%zu sockets=%zu\n",
           wall_s, (double)b->count / wall_s, cpu_s * 1e6 / (double)b->count,
           usage.ru_maxrss, b->failed, b->addresses, stats.tries, stats.lost,
           stats.window, stats.srtt_us, stats.min_rtt_us, stats.rcvbuf_bytes,
           stats.sockets);
}

static void on_answered(void *context, void *user, const struct gs_mass_answer *answer)
{
    (void)user;
    struct bench *b = context;
    b->ended++;
    b->failed += answer->rcode < 0 ? 1 : 0;
    b->addresses += answer->scan == NULL ? 0 : answer->scan->address_count;
    if (b->ended == 2 * b->count) {
        uv_stop(&b->loop);
    }
}

int main(int argc, char **argv)
{
    struct bench b = {.count = argc > 2 ? strtoul(argv[2], NULL, 10) : 0};
    struct gs_endpoint server;
    if (b.count == 0 || gs_endpoint_parse(argv[1], GS_DNS_PORT, &server) != GS_OK) {
        return 2;
    }
    struct gs_mass_settings settings = gs_mass_settings_default();
    settings.servers = &server;
    settings.server_count = 1;
    settings.handler = (struct gs_mass_handler){on_answered, fill, &b};
    const char *rcvbuf = getenv("BENCH_RCVBUF");
    if (rcvbuf != NULL) {
        settings.rcvbuf_bytes = strtoul(rcvbuf, NULL, 10);
    }
    (void)uv_loop_init(&b.loop);
    if (gs_mass_open(&b.loop, &settings, &b.mass) != GS_OK) {
        return 1;
    }
    uint64_t start_ns = uv_hrtime();
    fill(&b);
    (void)uv_run(&b.loop, UV_RUN_DEFAULT);
    report(&b, (double)(uv_hrtime() - start_ns) / 1e9);
    gs_mass_close(b.mass);
    (void)uv_run(&b.loop, UV_RUN_DEFAULT);
    return uv_loop_close(&b.loop) == 0 ? 0 : 1;
}
