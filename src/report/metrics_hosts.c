/* SPDX-License-Identifier: MIT */
/*
 * A family's samples stand together, so the families are walked and the hosts within each.
 * A host's labels are made once: they are most of the text.
 */
#include "metrics_hosts.h"

#include "gaiscope/base/hash.h"
#include "gaiscope/rules/watch_list.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    HOST_MAX = 255, /* bytes of the label host: a name of DNS has at most 253 */
    SERVICE_MAX = GS_WATCH_SERVICE_MAX,
    WORD_MAX = 64,
};

const char *const metrics_family_words[2] = {"inet6", "inet"};

/* -- which hosts ---------------------------------------------------------------------- */

/* Sums of labels seen before: an open hash table with room for twice as many. */
struct seen {
    uint64_t *sums; /* 0: empty */
    size_t slots;   /* a power of two */
};

static uint64_t sum_of(const char *bytes, size_t len)
{
    uint64_t sum = gs_hash(GS_HASH_START, bytes, len);
    return sum == 0 ? 1 : sum;
}

static struct seen seen_of(size_t count)
{
    struct seen seen = {.slots = 16};
    while (seen.slots < count * 2) {
        seen.slots *= 2;
    }
    seen.sums = gs_mem_new(seen.slots, sizeof *seen.sums);
    return seen;
}

/* Returns: false: these labels came before. */
static bool see(struct seen *seen, uint64_t sum)
{
    size_t slot = (size_t)(sum >> 20) & (seen->slots - 1);
    while (seen->sums[slot] != 0 && seen->sums[slot] != sum) {
        slot = (slot + 1) & (seen->slots - 1);
    }
    bool is_new = seen->sums[slot] == 0;
    seen->sums[slot] = sum;
    return is_new;
}

struct metrics_hosts metrics_hosts_of(const struct gs_monitor *monitor, size_t hosts_max)
{
    struct metrics_hosts hosts = {0};
    struct gs_buf labels = {0};
    size_t count = monitor->hosts.count < hosts_max ? monitor->hosts.count : hosts_max;
    struct seen seen = seen_of(count);
    for (size_t i = 0; i < count; i++) {
        const struct gs_watched *watched = &monitor->hosts.items[i];
        gs_buf_clear(&labels);
        metrics_label(&labels, "host", watched->watch.host, HOST_MAX);
        if (watched->watch.service[0] != '\0') {
            metrics_label(&labels, "service", watched->watch.service, SERVICE_MAX);
        }
        if (see(&seen, sum_of(labels.data, labels.len))) {
            struct metrics_host host = {watched, hosts.labels.len, labels.len};
            gs_buf_add(&hosts.labels, labels.data, labels.len);
            gs_vec_push(&hosts.chosen, host);
        }
    }
    free(seen.sums);
    gs_buf_fini(&labels);
    return hosts;
}

void metrics_hosts_fini(struct metrics_hosts *hosts)
{
    gs_vec_fini(&hosts->chosen);
    gs_buf_fini(&hosts->labels);
}

/* -- one sample or a few of a host ---------------------------------------------------- */

/* A host on its way out. */
struct sample {
    const struct metrics_writer *writer; /* whither */
    const struct gs_watched *watched;    /* whose */
    const char *labels;                  /* its own */
    size_t len;                          /* bytes of them */
    struct gs_buf *room;                 /* for labels beside its own */
};

static void put(const struct sample *sample, uint64_t value)
{
    metrics_put(sample->writer, sample->labels, sample->len, value);
}

/* With one more label. */
static void put_with(const struct sample *sample, const char *name, const char *text,
                     uint64_t value)
{
    gs_buf_clear(sample->room);
    gs_buf_add(sample->room, sample->labels, sample->len);
    metrics_label(sample->room, name, text, WORD_MAX);
    metrics_put(sample->writer, sample->room->data, sample->room->len, value);
}

static void put_up(const struct sample *sample)
{
    if (sample->watched->answer != NULL) {
        put(sample, sample->watched->answer->outcome == GS_OUTCOME_ANSWERED ? 1 : 0);
    }
}

static void put_state(const struct sample *sample)
{
    put_with(sample, "state", gs_watch_state_id(sample->watched->state), 1);
}

static void put_success(const struct sample *sample)
{
    const struct gs_watch_answer *answer = sample->watched->answer;
    for (size_t side = 0; answer != NULL && side < 2; side++) {
        if (answer->sides[side] != GS_OUTCOME_NOT_ASKED) {
            put_with(sample, "family", metrics_family_words[side],
                     answer->counts[side] > 0 ? 1 : 0);
        }
    }
}

/* While nobody answers nobody knows how many there are. */
static void put_addresses(const struct sample *sample)
{
    const struct gs_watch_answer *answer = sample->watched->answer;
    for (size_t side = 0; answer != NULL && side < 2; side++) {
        if (gs_outcome_is_final(answer->sides[side])) {
            put_with(sample, "family", metrics_family_words[side], answer->counts[side]);
        }
    }
}

static void put_pointers(const struct sample *sample)
{
    const struct gs_watch_answer *answer = sample->watched->answer;
    if (answer != NULL && answer->pointer_outcome != GS_OUTCOME_NOT_ASKED &&
        !gs_outcome_is_temporary(answer->pointer_outcome)) {
        put(sample, answer->pointers.count);
    }
}

static void put_dns_duration(const struct sample *sample)
{
    const struct gs_watch_answer *answer = sample->watched->answer;
    if (answer != NULL && answer->dns_us >= 0) {
        metrics_put_us(sample->writer, sample->labels, sample->len, answer->dns_us);
    }
}

/* What is not asked in each round stands in the last one in which it was. */
static const struct gs_watch_answer *with_libc(const struct gs_watched *watched)
{
    const struct gs_watch_answer *known = gs_watched_known(watched);
    return known != NULL && known->libc_us >= 0 ? known : NULL;
}

static void put_libc_duration(const struct sample *sample)
{
    const struct gs_watch_answer *answer = with_libc(sample->watched);
    if (answer != NULL) {
        metrics_put_us(sample->writer, sample->labels, sample->len, answer->libc_us);
    }
}

static void put_libc_differs(const struct sample *sample)
{
    const struct gs_watch_answer *answer = with_libc(sample->watched);
    if (answer != NULL) {
        put(sample, answer->is_libc_same ? 0 : 1);
    }
}

/* Null MX is no exchange. */
static void put_exchanges(const struct sample *sample)
{
    const struct gs_watch_answer *answer = gs_watched_known(sample->watched);
    if (answer == NULL || answer->mx_outcome == GS_OUTCOME_NOT_ASKED ||
        gs_outcome_is_temporary(answer->mx_outcome)) {
        return;
    }
    const struct gs_name_list *names = &answer->exchanges;
    put(sample, gs_name_list_is_null_mx(names) ? 0 : names->count);
}

/* The same expectation given twice would be the same series twice. */
static bool is_new(const struct gs_buf *texts, const struct gs_buf *text)
{
    const char *found = texts->data == NULL ? NULL : strstr(texts->data, text->data);
    return found == NULL;
}

static void put_expectations(const struct sample *sample)
{
    const struct gs_watched *watched = sample->watched;
    struct gs_buf told = {0};
    struct gs_buf text = {0};
    for (size_t i = 0; watched->rounds > 0 && i < watched->watch.expects.count; i++) {
        gs_buf_clear(&text);
        gs_buf_add_text(&text, "\n");
        gs_expect_format(&watched->watch.expects.items[i], &text);
        gs_buf_add_text(&text, "\n");
        if (is_new(&told, &text)) {
            gs_buf_add(&told, text.data, text.len);
            text.data[text.len - 1] = '\0';
            put_with(sample, "expectation", text.data + 1,
                     (watched->trend.failing >> i & 1) == 0 ? 1 : 0);
        }
    }
    gs_buf_fini(&told);
    gs_buf_fini(&text);
}

static void put_last_change(const struct sample *sample)
{
    if (sample->watched->last_change_wall_s > 0) {
        put(sample, (uint64_t)sample->watched->last_change_wall_s);
    }
}

static void put_last_round(const struct sample *sample)
{
    if (sample->watched->last_wall_s > 0) {
        put(sample, (uint64_t)sample->watched->last_wall_s);
    }
}

/* Of this run, as every counter is: one that came back from a file would be behind after a crash,
 * and whoever reads it takes a counter that falls for one that began at 0. */
static void put_rounds(const struct sample *sample)
{
    const struct gs_watched *watched = sample->watched;
    uint64_t rounds = watched->rounds - watched->earlier_rounds;
    uint64_t ups = watched->ups - watched->earlier_ups;
    put_with(sample, "result", "answered", ups);
    put_with(sample, "result", "failed", rounds > ups ? rounds - ups : 0);
}

/* The same word given twice would be the same series twice. */
static bool came_before(const struct gs_label_list *labels, size_t i)
{
    for (size_t before = 0; before < i; before++) {
        if (strcmp(labels->items[before], labels->items[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void put_labels(const struct sample *sample)
{
    const struct gs_label_list *labels = &sample->watched->watch.labels;
    for (size_t i = 0; i < labels->count && i < GS_WATCH_LABELS_MAX; i++) {
        if (!came_before(labels, i)) {
            put_with(sample, "label", labels->items[i], 1);
        }
    }
}

/* -- all of them ---------------------------------------------------------------------- */

static const struct {
    struct metrics_family family;
    void (*put)(const struct sample *sample);
} families[] = {
    {{"gaiscope_host_up", NULL,
      "Whether the last round of the host answered: an address of any family, or a name "
      "of an address.",
      METRICS_GAUGE},
     put_up},
    {{"gaiscope_host_state", NULL,
      "The state of the host; the present one alone is told.", METRICS_GAUGE},
     put_state},
    {{"gaiscope_host_success", NULL,
      "Whether the last round had an address of the family.", METRICS_GAUGE},
     put_success},
    {{"gaiscope_host_addresses", NULL,
      "Addresses of the family in the last round; not told while it fails.",
      METRICS_GAUGE},
     put_addresses},
    {{"gaiscope_host_pointers", NULL,
      "Names of a watched address in the last round; not told while it fails.",
      METRICS_GAUGE},
     put_pointers},
    {{"gaiscope_host_mail_exchanges", NULL,
      "Mail exchanges of the host when MX was asked last; null MX is none.",
      METRICS_GAUGE},
     put_exchanges},
    {{"gaiscope_host_dns_duration_seconds", "seconds",
      "How long DNS took in the last round, the slower of AAAA and A.", METRICS_GAUGE},
     put_dns_duration},
    {{"gaiscope_host_libc_duration_seconds", "seconds",
      "How long the last call of getaddrinfo took; it is not made in each round.",
      METRICS_GAUGE},
     put_libc_duration},
    {{"gaiscope_host_libc_differs", NULL,
      "Whether the last call of getaddrinfo gave other addresses than DNS.",
      METRICS_GAUGE},
     put_libc_differs},
    {{"gaiscope_host_expectation_ok", NULL,
      "Whether what is expected of the host holds, each expectation by itself.",
      METRICS_GAUGE},
     put_expectations},
    {{"gaiscope_host_last_change_timestamp_seconds", "seconds",
      "When the host changed last, in seconds since 1970.", METRICS_GAUGE},
     put_last_change},
    {{"gaiscope_host_last_round_timestamp_seconds", "seconds",
      "When the last round of the host ended, in seconds since 1970.", METRICS_GAUGE},
     put_last_round},
    {{"gaiscope_host_rounds", NULL,
      "Rounds of the host that ended, by whether they answered.", METRICS_COUNTER},
     put_rounds},
    {{"gaiscope_host_label", NULL, "The labels that the list gives the host.",
      METRICS_GAUGE},
     put_labels},
};

void metrics_put_hosts(struct metrics_writer *writer, const struct metrics_hosts *hosts)
{
    struct gs_buf room = {0};
    for (size_t f = 0; f < sizeof families / sizeof *families; f++) {
        metrics_begin(writer, &families[f].family);
        for (size_t i = 0; i < hosts->chosen.count; i++) {
            const struct metrics_host *host = &hosts->chosen.items[i];
            const struct sample sample = {.writer = writer,
                                          .watched = host->watched,
                                          .labels = hosts->labels.data + host->at,
                                          .len = host->len,
                                          .room = &room};
            families[f].put(&sample);
        }
    }
    gs_buf_fini(&room);
}
