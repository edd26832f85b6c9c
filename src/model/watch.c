/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/watch.h"

#include "gaiscope/base/text.h"

#include <string.h>

static struct gs_expect copy_expect(const struct gs_expect *expect)
{
    struct gs_expect copy = *expect;
    copy.addresses = (struct gs_address_list){0};
    for (size_t i = 0; i < expect->addresses.count; i++) {
        gs_vec_push(&copy.addresses, expect->addresses.items[i]);
    }
    copy.host = gs_mem_copy_text(expect->host);
    return copy;
}

struct gs_watch gs_watch_copy(const struct gs_watch *watch)
{
    struct gs_watch copy = *watch;
    copy.host = gs_mem_copy_text(watch->host);
    copy.typed = gs_mem_copy_text(watch->typed);
    copy.expects = (struct gs_expect_list){0};
    for (size_t i = 0; i < watch->expects.count; i++) {
        gs_vec_push(&copy.expects, copy_expect(&watch->expects.items[i]));
    }
    copy.labels = (struct gs_label_list){0};
    for (size_t i = 0; i < watch->labels.count; i++) {
        gs_vec_push(&copy.labels, gs_mem_copy_text(watch->labels.items[i]));
    }
    return copy;
}

bool gs_watch_expects_mx(const struct gs_expect_list *expects)
{
    for (size_t i = 0; i < expects->count; i++) {
        if (expects->items[i].kind == GS_EXPECT_MX) {
            return true;
        }
    }
    return false;
}

bool gs_watch_is_same(const struct gs_watch *a, const struct gs_watch *b)
{
    return strcmp(a->host, b->host) == 0 && strcmp(a->service, b->service) == 0;
}

bool gs_watch_has_label(const struct gs_watch *watch, const char *label)
{
    size_t len = strlen(label) + 1;
    for (size_t i = 0; i < watch->labels.count; i++) {
        if (gs_text_compare_case(watch->labels.items[i], label, len) == 0) {
            return true;
        }
    }
    return false;
}

void gs_watch_fini(struct gs_watch *watch)
{
    for (size_t i = 0; i < watch->expects.count; i++) {
        gs_vec_fini(&watch->expects.items[i].addresses);
        free(watch->expects.items[i].host);
    }
    for (size_t i = 0; i < watch->labels.count; i++) {
        free(watch->labels.items[i]);
    }
    gs_vec_fini(&watch->expects);
    gs_vec_fini(&watch->labels);
    free(watch->host);
    free(watch->typed);
    *watch = (struct gs_watch){0};
}

void gs_watch_list_clear(struct gs_watch_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        gs_watch_fini(&list->items[i]);
    }
    gs_vec_fini(list);
}
