/* SPDX-License-Identifier: MIT */
#include "support/some_watched.h"

#include "support/check.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/base/mem.h"

#include <stdio.h>
#include <stdlib.h>

#include <sys/socket.h>

static uint64_t chance;

void some_begin(uint64_t seed)
{
    chance = seed;
}

uint32_t some_number(uint32_t most)
{
    chance = chance * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(chance >> 33) % (most + 1);
}

static char *some_text(const char *word)
{
    struct gs_buf text = {0};
    gs_buf_addf(&text, "%s-%u", word, some_number(999));
    return gs_buf_claim(&text);
}

static char *text_or_null(const char *word)
{
    return some_number(1) == 0 ? NULL : some_text(word);
}

static struct gs_address some_address(void)
{
    char text[64];
    struct gs_address address = {0};
    (void)snprintf(text, sizeof text, some_number(1) == 0 ? "192.0.2.%u" : "2001:db8::%x",
                   1 + some_number(200));
    assert_int_equal(gs_address_parse(text, &address), GS_OK);
    return address;
}

static struct gs_watch_answer *some_answer(void)
{
    struct gs_watch_answer *answer = gs_watch_answer_new();
    answer->outcome = (enum gs_outcome)some_number(GS_OUTCOME_COUNT - 1);
    answer->sides[1] = (enum gs_outcome)some_number(GS_OUTCOME_COUNT - 1);
    for (uint32_t i = some_number(6); i > 0; i--) {
        struct gs_address address = some_address();
        gs_watch_answer_add_address(answer, &address);
    }
    answer->canonical = text_or_null("canonical");
    for (uint32_t i = some_number(3); i > 0; i--) {
        char *name = some_text("10 mx");
        (void)gs_name_list_add(&answer->exchanges, name);
        (void)gs_name_list_add(&answer->pointers, name);
        free(name);
    }
    answer->mx_outcome = (enum gs_outcome)some_number(GS_OUTCOME_COUNT - 1);
    answer->dns_us = (int64_t)some_number(90000) - 1;
    answer->sides_us[0] = some_number(90000);
    answer->sides_us[1] = some_number(90000);
    answer->left_outs[0] = some_number(9);
    answer->ttl_s = some_number(86400);
    (void)snprintf(answer->detail, sizeof answer->detail, "detail %u", some_number(9));
    answer->libc_first = some_address();
    answer->libc_us = -1;
    answer->is_libc_same = some_number(1) == 1;
    answer->source = (enum gs_watch_source)some_number(GS_WATCH_SOURCE_OTHER);
    return answer;
}

static struct gs_expect some_expect(void)
{
    struct gs_expect expect = {.kind =
                                   (enum gs_expect_kind)some_number(GS_EXPECT_COUNT - 1)};
    if (expect.kind == GS_EXPECT_PREFIX || expect.kind == GS_EXPECT_SET) {
        gs_vec_push(&expect.addresses, some_address());
        expect.bits = (uint8_t)some_number(128);
    }
    expect.host = expect.kind == GS_EXPECT_MX ? some_text("mx") : NULL;
    expect.family = some_number(1) == 0 ? 0 : AF_INET6;
    expect.count = (uint16_t)some_number(9);
    return expect;
}

static struct gs_watch_trend some_trend(void)
{
    struct gs_watch_trend trend = {.turn_count = some_number(99),
                                   .is_flapping = some_number(1) == 1,
                                   .usual_us = some_number(5000),
                                   .failing = some_number(255),
                                   .changed_wall_s = some_number(99999)};
    trend.turns_wall_s[some_number(GS_WATCH_TURNS_MAX - 1)] = some_number(99999);
    trend.lost_wall_s[some_number(1)] = some_number(99999);
    return trend;
}

struct gs_watched some_host(uint64_t id)
{
    struct gs_watched host = {
        .id = id,
        .watch.host = some_text("host"),
        .watch.typed = text_or_null("typed"),
        .watch.interval_s = some_number(100),
        .state = (enum gs_watch_state)some_number(GS_WATCH_STATE_COUNT - 1),
        .trend = some_trend(),
        .since_wall_s = some_number(99999),
        .last_change_words = text_or_null("words"),
        .due_us = some_number(1) == 0 ? INT64_MAX : some_number(99999),
        .is_paused = some_number(1) == 1};
    for (uint32_t i = some_number(3); i > 0; i--) {
        gs_vec_push(&host.watch.expects, some_expect());
        gs_vec_push(&host.watch.labels, some_text("label"));
    }
    host.answer = some_number(3) == 0 ? NULL : some_answer();
    host.good = some_number(3) == 0 ? some_answer() : NULL;
    host.told = some_number(3) == 0 ? some_answer() : NULL;
    for (uint32_t i = some_number(99); i > 0; i--) {
        gs_watched_add_sample(&host, some_number(3) == 0 ? GS_WATCH_FAILED_US
                                                         : some_number(9000));
    }
    host.rounds = 100 + some_number(99);
    host.ups = some_number(100);
    host.wished_s = some_number(100);
    return host;
}

static struct gs_watch_change some_change(void)
{
    return (struct gs_watch_change){
        .type = (enum gs_watch_change_type)some_number(GS_WATCH_CHANGE_COUNT - 1),
        .old = text_or_null("old"),
        .now = text_or_null("now"),
        .remark = text_or_null("remark")};
}

struct gs_journal_entry *some_entry(void)
{
    struct gs_journal_entry *entry = gs_mem_new(1, sizeof *entry);
    *entry = (struct gs_journal_entry){.number = some_number(999),
                                       .host_id = 1 + some_number(9),
                                       .host = some_text("host"),
                                       .change = some_change(),
                                       .first_wall_s = some_number(99999),
                                       .last_wall_s = some_number(99999),
                                       .count = 1 + some_number(9)};
    return entry;
}

struct gs_watch_told *some_list(uint32_t hosts, uint32_t entries)
{
    struct gs_watch_told *told = gs_mem_new(1, sizeof *told);
    told->name = some_text("list");
    told->interval_s = some_number(100);
    for (uint32_t i = 1; i <= hosts; i++) {
        gs_vec_push(&told->hosts, some_host(i));
    }
    for (uint32_t i = 0; i < entries; i++) {
        gs_vec_push(&told->journal, some_entry());
    }
    struct gs_watch_error error = {.line = some_number(9), .reason = some_text("wrong")};
    gs_vec_push(&told->errors, error);
    return told;
}

struct gs_watch_round *some_round(void)
{
    struct gs_watch_round *round = gs_mem_new(1, sizeof *round);
    *round = (struct gs_watch_round){
        .id = 1 + some_number(9),
        .answer = some_answer(),
        .words = text_or_null("words"),
        .state = (enum gs_watch_state)some_number(GS_WATCH_STATE_COUNT - 1),
        .trend = some_trend(),
        .told = some_number(3) == 0 ? some_answer() : NULL,
        .wall_s = some_number(99999),
        .due_us = some_number(2) == 0 ? INT64_MAX : some_number(99999),
        .interval_s = some_number(100)};
    for (uint32_t i = some_number(3); i > 0; i--) {
        gs_vec_push(&round->changes, some_change());
    }
    return round;
}
