/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/rules/families_rules.h"

#include <errno.h>

#include <sys/socket.h>

/* One connection over a side: its time, or how it failed. */
static void add(struct gs_family_row *row, size_t side, enum gs_connect_status status,
                int64_t elapsed_us)
{
    struct gs_family_side *one = &row->sides[side];
    struct gs_connection connection = {.status = status, .elapsed_us = elapsed_us};
    connection.error = status == GS_CONNECT_NO_ROUTE ? ENETUNREACH : 0;
    connection.endpoint.address.family = side == 0 ? AF_INET6 : AF_INET;
    gs_vec_push(&one->connections, connection);
    one->dns_outcome = one->libc_outcome = GS_OUTCOME_ANSWERED;
    one->dns_us = 1000;
    one->libc_us = 2000;
}

static void mask(struct gs_family_row *row)
{
    struct gs_family_side *one = &row->sides[0];
    one->is_synthetic[one->connections.count - 1] = true;
    one->synthetic_count++;
}

static void win(struct gs_family_row *row, int family, int64_t won_us)
{
    row->winner_family = family;
    row->won_us = won_us;
    row->is_complete = true;
}

static const char *words(const struct gs_families *families,
                         const struct gs_family_past_list *past, struct gs_buf *out)
{
    gs_buf_clear(out);
    gs_families_words(families, past, out);
    return gs_buf_text(out);
}

static void a_family_of_a_host_comes_to_its_kept_rounds(void **state)
{
    (void)state;
    struct gs_family_past_list past = {0};
    static const int64_t connects_us[] = {30000, -1, 20000, 40000};
    for (size_t i = 0; i < COUNT_OF(connects_us); i++) {
        struct gs_families *families = gs_families_new();
        struct gs_family_row *row = gs_families_add(families, "a.test");
        bool is_open = connects_us[i] >= 0;
        add(row, 0, is_open ? GS_CONNECT_OPEN : GS_CONNECT_SILENT, connects_us[i]);
        win(row, is_open ? AF_INET6 : 0, connects_us[i]);
        gs_family_past_add(&past, families);
        gs_families_free(families);
    }
    struct gs_family_stats stats = gs_family_stats(NULL, &past.items[0], 0);
    assert_int_equal(stats.min_us, 20000);
    assert_int_equal(stats.median_us, 30000);
    assert_int_equal(stats.wins, 3);
    assert_int_equal(stats.failures, 1);
    assert_int_equal(stats.rounds, 4);
    gs_family_past_clear(&past);

    struct gs_families *first = gs_families_new();
    struct gs_family_row *row = gs_families_add(first, "a.test");
    add(row, 1, GS_CONNECT_OPEN, 7000);
    stats = gs_family_stats(row, NULL, 1);
    assert_int_equal(stats.min_us, 7000);
    assert_int_equal(stats.rounds, 0);
    assert_int_equal(gs_family_stats(row, NULL, 0).median_us, -1);
    gs_families_free(first);
}

static void totals_count_hosts_addresses_and_wins_of_each_family(void **state)
{
    (void)state;
    struct gs_families *families = gs_families_new();
    struct gs_family_row *row = gs_families_add(families, "both.test");
    add(row, 0, GS_CONNECT_OPEN, 20000);
    add(row, 0, GS_CONNECT_REFUSED, 500);
    add(row, 1, GS_CONNECT_OPEN, 30000);
    win(row, AF_INET6, 21000);
    row = gs_families_add(families, "old.test");
    add(row, 1, GS_CONNECT_OPEN, 10000);
    win(row, AF_INET, 61000);
    row = gs_families_add(families, "none.test");
    struct gs_family_total totals[2];
    gs_family_totals(families, totals);
    assert_int_equal(totals[0].hosts, 1);
    assert_int_equal(totals[0].addresses, 2);
    assert_int_equal(totals[0].open, 1);
    assert_int_equal(totals[0].failed, 1);
    assert_int_equal(totals[0].wins, 1);
    assert_int_equal(totals[0].connect_us, 20000);
    assert_int_equal(totals[0].dns_us, 1000);
    assert_int_equal(totals[1].hosts, 2);
    assert_int_equal(totals[1].connect_us, 20000);
    assert_int_equal(totals[1].libc_us, 2000);
    assert_int_equal(totals[1].synthetic, 0);
    gs_families_free(families);
}

static void a_synthetic_address_counts_as_ipv4(void **state)
{
    (void)state;
    struct gs_families *families = gs_families_new();
    struct gs_family_row *row = gs_families_add(families, "v4only.test");
    add(row, 0, GS_CONNECT_OPEN, 20000);
    mask(row);
    add(row, 1, GS_CONNECT_NO_ROUTE, 10);
    win(row, AF_INET6, 21000);
    struct gs_family_total totals[2];
    gs_family_totals(families, totals);
    assert_int_equal(totals[0].hosts, 0);
    assert_int_equal(totals[0].addresses, 0);
    assert_int_equal(totals[0].wins, 0);
    assert_int_equal(totals[0].connect_us, -1);
    assert_int_equal(totals[1].hosts, 1);
    assert_int_equal(totals[1].addresses, 2);
    assert_int_equal(totals[1].synthetic, 1);
    assert_int_equal(totals[1].open, 1);
    assert_int_equal(totals[1].wins, 1);
    assert_int_equal(totals[1].connect_us, 20000);
    gs_families_free(families);
}

static void as_many_hosts_as_there_can_be_are_counted(void **state)
{
    (void)state;
    struct gs_families *families = gs_families_new();
    for (size_t i = 0; i < GS_FAMILIES_HOSTS_MAX; i++) {
        struct gs_family_row *row = gs_families_add(families, "a.test");
        add(row, 0, GS_CONNECT_OPEN, 1000);
        mask(row);
        add(row, 1, GS_CONNECT_OPEN, 3000);
    }
    struct gs_family_total totals[2];
    gs_family_totals(families, totals);
    assert_int_equal(totals[1].hosts, GS_FAMILIES_HOSTS_MAX);
    assert_int_equal(totals[1].addresses, 2 * GS_FAMILIES_HOSTS_MAX);
    assert_int_equal(totals[1].connect_us, 2000);
    gs_families_free(families);
}

static void one_host_is_concluded_in_one_sentence(void **state)
{
    (void)state;

    enum {
        NONE = -1
    };

    static const struct {
        const char *label;
        enum gs_connect_status v6;
        enum gs_connect_status v4;
        bool is_synthetic;
        int winner;
        const char *text;
    } cases[] = {
        {"both", GS_CONNECT_OPEN, GS_CONNECT_OPEN, false, AF_INET6,
         "IPv6 wins: connected 52 ms after the question. Its connect takes 20 ms, IPv4's "
         "20 ms."},
        {"v6 refused", GS_CONNECT_REFUSED, GS_CONNECT_OPEN, false, AF_INET,
         "Only IPv4 connects: IPv6 is refused."},
        {"v6 none", GS_CONNECT_IDLE, GS_CONNECT_OPEN, false, AF_INET,
         "Only IPv4 connects: there is no IPv6 address."},
        {"by NAT64", GS_CONNECT_OPEN, GS_CONNECT_NO_ROUTE, true, AF_INET6,
         "IPv4 wins, by NAT64 alone: IPv4 has no route."},
        {"neither", GS_CONNECT_SILENT, GS_CONNECT_REFUSED, false, 0,
         "Neither family connects: IPv6 is silent, IPv4 is refused."},
        {"no address", GS_CONNECT_IDLE, GS_CONNECT_IDLE, false, 0,
         "No address of either family, so nothing to connect to."},
    };

    struct gs_buf text = {0};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_families *families = gs_families_new();
        struct gs_family_row *row = gs_families_add(families, "a.test");
        check_case(cases[i].label);
        if (cases[i].v6 != GS_CONNECT_IDLE) {
            add(row, 0, cases[i].v6, 20000);
        }
        if (cases[i].is_synthetic) {
            mask(row);
        }
        if (cases[i].v4 != GS_CONNECT_IDLE) {
            add(row, 1, cases[i].v4, 20000);
        }
        win(row, cases[i].winner, cases[i].winner == 0 ? -1 : 52000);
        assert_string_equal(words(families, NULL, &text), cases[i].text);
        gs_families_free(families);
    }
    gs_buf_fini(&text);
}

static void several_rounds_and_hosts_are_told(void **state)
{
    (void)state;
    struct gs_buf text = {0};
    struct gs_family_past_list past = {0};
    struct gs_families *families = gs_families_new();
    struct gs_family_row *row = gs_families_add(families, "a.test");
    add(row, 1, GS_CONNECT_OPEN, 20000);
    win(row, AF_INET, 61000);
    gs_family_past_add(&past, families);
    gs_family_past_add(&past, families);
    assert_string_equal(words(families, &past, &text),
                        "Only IPv4 connects: there is no IPv6 address. Of 2 rounds IPv6 "
                        "won 0, IPv4 2.");
    gs_family_past_clear(&past);

    row = gs_families_add(families, "b.test");
    add(row, 0, GS_CONNECT_OPEN, 30000);
    add(row, 1, GS_CONNECT_OPEN, 30000);
    win(row, AF_INET6, 31000);
    assert_string_equal(words(families, NULL, &text),
                        "Each family wins for 1 of 2 hosts; the median connect takes "
                        "30 ms over IPv6, 25 ms over IPv4.");
    row = gs_families_add(families, "c.test");
    add(row, 0, GS_CONNECT_OPEN, 30000);
    win(row, AF_INET6, 31000);
    assert_string_equal(words(families, NULL, &text),
                        "IPv6 wins for 2 of 3 hosts; the median connect takes 30 ms over "
                        "IPv6, 25 ms over IPv4.");
    gs_families_free(families);

    families = gs_families_new();
    assert_string_equal(words(families, NULL, &text), "");
    (void)gs_families_add(families, "a.test");
    (void)gs_families_add(families, "b.test");
    assert_string_equal(words(families, NULL, &text),
                        "No host of 2 connects over either family.");
    gs_families_free(families);
    gs_buf_fini(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_family_of_a_host_comes_to_its_kept_rounds),
        cmocka_unit_test(totals_count_hosts_addresses_and_wins_of_each_family),
        cmocka_unit_test(a_synthetic_address_counts_as_ipv4),
        cmocka_unit_test(as_many_hosts_as_there_can_be_are_counted),
        cmocka_unit_test(one_host_is_concluded_in_one_sentence),
        cmocka_unit_test(several_rounds_and_hosts_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
