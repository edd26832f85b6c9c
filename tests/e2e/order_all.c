/* SPDX-License-Identifier: MIT */
/*
 * Computes the order of many sets of addresses, for test_order.py.
 * Argument: the table, `file` (/etc/gai.conf), `builtin` or `rfc6724`.
 * In:  addresses as the source gave them TAB addresses as libc gave them, a line each
 * Out: the computed order TAB the neighbours of libc's order that contradict the rules, or ""
 *      TAB the rule that decides between each pair of its neighbours, a line each
 */
#include "gaiscope/base/file.h"
#include "gaiscope/net/source.h"
#include "gaiscope/rules/gai_conf.h"
#include "gaiscope/rules/order.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <net/if.h>

static struct gs_policy policy;
static struct gs_local_address_list interfaces;

static int read_policy(const char *which)
{
    struct gs_buf text = {0};
    if (strcmp(which, "file") == 0) {
        (void)gs_file_read("/etc/gai.conf", GS_GAI_CONF_MAX, &text);
        gs_gai_conf_parse(gs_buf_text(&text), text.len, &policy);
        gs_buf_fini(&text);
    } else if (strcmp(which, "builtin") == 0) {
        gs_policy_builtin(&policy);
    } else if (strcmp(which, "rfc6724") == 0) {
        gs_policy_rfc6724(&policy);
    } else {
        return 0;
    }
    return 1;
}

/** Fills an answer with the addresses of a text parted by blanks. */
static int read_set(char *text, struct gs_system_answer *answer)
{
    answer->has_v6_address = gs_interfaces_have_v6(&interfaces);
    for (char *word = strtok(text, " \n"); word != NULL; word = strtok(NULL, " \n")) {
        struct gs_addrinfo row = {0};
        if (gs_address_parse(word, &row.address) != GS_OK) {
            return 0;
        }
        if (row.address.zone[0] != '\0') {
            row.address.scope_id = if_nametoindex(row.address.zone);
        }
        row.family = row.address.family;
        row.source = gs_source_of(&row.address, &interfaces);
        gs_vec_push(&answer->rows, row);
    }
    return 1;
}

static int make_order(char *text, struct gs_order *out)
{
    struct gs_facts facts = {.system = gs_system_answer_new()};
    int is_good = read_set(text, facts.system);
    gs_order_make(&facts, &policy, false, out);
    gs_system_answer_free(facts.system);
    return is_good;
}

static void print_item(const struct gs_order_item *item, const char *before)
{
    char text[GS_ADDRESS_TEXT_MAX];
    gs_address_format(&item->address, text);
    printf("%s%s", before, text);
}

static void print_sorted(const struct gs_order *given)
{
    size_t order[GS_ORDER_MAX];
    for (size_t i = 0; i < given->items.count; i++) {
        order[i] = i;
    }
    gs_order_sort(given->items.items, order, given->items.count);
    for (size_t i = 0; i < given->items.count; i++) {
        print_item(&given->items.items[order[i]], i == 0 ? "" : " ");
    }
}

static void print_rules(const struct gs_order *real)
{
    for (size_t i = 1; i < real->items.count; i++) {
        const struct gs_order_item *items = real->items.items;
        printf("%s%d", i == 1 ? "" : " ",
               gs_order_compare(&items[i - 1], &items[i]).rule);
    }
}

static int answer_line(char *line)
{
    struct gs_order given;
    struct gs_order real;
    char *tab = strchr(line, '\t');
    if (tab == NULL) {
        return 0;
    }
    *tab = '\0';
    int is_good = make_order(line, &given);
    is_good = make_order(tab + 1, &real) && is_good;
    print_sorted(&given);
    putchar('\t');
    if (real.wrong_pair != GS_ORDER_NONE) {
        print_item(&real.items.items[real.wrong_pair], "");
        print_item(&real.items.items[real.wrong_pair + 1], " before ");
    }
    putchar('\t');
    print_rules(&real);
    putchar('\n');
    gs_order_fini(&given);
    gs_order_fini(&real);
    return is_good;
}

int main(int argc, char **argv)
{
    char line[8192];
    if (argc != 2 || !read_policy(argv[1])) {
        return 2;
    }
    gs_interfaces_read(&interfaces);
    while (fgets(line, sizeof line, stdin) != NULL) {
        if (!answer_line(line)) {
            fprintf(stderr, "order_all: not a set: %s\n", line);
            return 1;
        }
    }
    gs_vec_fini(&interfaces);
    return 0;
}
