/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/whois.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct text_case {
    const char *label;
    const char *bytes;
    size_t len; /* 0: up to the NUL */
    const char *data;
    enum gs_whois_charset charset;
    size_t lines;
    const char *second; /* line; NULL: none */
};

static const struct text_case texts[] = {
    {"ascii with CRLF", "one\r\ntwo\r\n", 0, "one\r\ntwo\r\n", GS_WHOIS_ASCII, 2, "two"},
    {"lines without CR", "one\ntwo", 0, "one\ntwo", GS_WHOIS_ASCII, 2, "two"},
    {"lone CR ends a line", "one\rtwo", 0, "one\rtwo", GS_WHOIS_ASCII, 2, "two"},
    {"empty line stays", "one\r\n\r\nthree", 0, "one\r\n\r\nthree", GS_WHOIS_ASCII, 3,
     ""},
    {"utf-8", "M\xC3\xBCnchen", 0, "M\xC3\xBCnchen", GS_WHOIS_UTF8, 1, NULL},
    {"latin-1", "M\xFCnchen", 0, "M\xC3\xBCnchen", GS_WHOIS_LATIN1, 1, NULL},
    {"C1 bytes of latin-1 become characters",
     "a\x9B"
     "b",
     0,
     "a\xC2\x9B"
     "b",
     GS_WHOIS_LATIN1, 1, NULL},
    {"cut in the middle of a character",
     "M\xC3\xBC"
     "nch\xE2\x82",
     0, "M\xC3\xBCnch", GS_WHOIS_UTF8, 1, NULL},
    {"a NUL is part of its line", "a\0b\nc", 5, "a\0b\nc", GS_WHOIS_ASCII, 2, "c"},
    {"nothing", "", 0, NULL, GS_WHOIS_ASCII, 0, NULL},
};

static void text_is_read_as_utf8_else_as_latin1(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const struct text_case *one = &texts[i];
        struct gs_whois *whois = gs_whois_new(GS_WHOIS_DOMAIN, "x");
        gs_vec_push(&whois->hops, (struct gs_whois_hop){0});
        struct gs_whois_text *text = &whois->hops.items[0].text;
        size_t len = one->len > 0 ? one->len : strlen(one->bytes);
        gs_whois_text_set(text, one->bytes, len);
        print_message("%s\n", one->label);
        assert_int_equal(text->received_bytes, len);
        assert_int_equal(text->charset, one->charset);
        assert_int_equal(text->lines.count, one->lines);
        if (one->data == NULL) {
            assert_null(text->data);
        } else {
            size_t wanted = one->len > 0 ? one->len : strlen(one->data);
            assert_int_equal(text->len_bytes, wanted);
            assert_memory_equal(text->data, one->data, wanted);
        }
        if (one->second != NULL) {
            assert_int_equal(text->lines.items[1].len_bytes, strlen(one->second));
            assert_memory_equal(text->data + text->lines.items[1].at, one->second,
                                strlen(one->second));
        }
        gs_whois_free(whois);
    }
}

static struct gs_whois *filled(void)
{
    struct gs_whois *whois = gs_whois_new(GS_WHOIS_DOMAIN, "python.org");
    struct gs_whois_hop hop = {
        .server = gs_mem_copy_text("whois.iana.org"),
        .query = gs_mem_copy_text("python.org"),
        .referral = gs_mem_copy_text("whois.registry.example"),
        .note = gs_mem_copy_text("asked before"),
    };
    gs_whois_text_set(&hop.text, "refer: whois.registry.example\n", 30);
    gs_vec_push(&whois->hops, hop);
    gs_vec_push(&whois->hops,
                (struct gs_whois_hop){.server = gs_mem_copy_text("silent")});
    whois->facts.texts[GS_WHOIS_HOLDER] = gs_mem_copy_text("Example Foundation");
    gs_vec_push(&whois->facts.statuses, gs_mem_copy_text("active"));
    gs_vec_push(&whois->facts.name_servers, gs_mem_copy_text("ns1.example.net"));
    whois->problem = gs_mem_copy_text("a problem");
    whois->advice = gs_mem_copy_text("an advice");
    return whois;
}

static void copy_is_deep(void **state)
{
    (void)state;
    struct gs_whois *whois = filled();
    struct gs_whois *copy = gs_whois_copy(whois);
    gs_whois_free(whois);
    assert_string_equal(copy->asked, "python.org");
    assert_string_equal(copy->hops.items[0].referral, "whois.registry.example");
    assert_string_equal(copy->hops.items[0].note, "asked before");
    assert_string_equal(copy->hops.items[0].text.data, "refer: whois.registry.example\n");
    assert_int_equal(copy->hops.items[0].text.lines.count, 1);
    assert_string_equal(copy->facts.texts[GS_WHOIS_HOLDER], "Example Foundation");
    assert_string_equal(copy->facts.statuses.items[0], "active");
    assert_string_equal(copy->facts.name_servers.items[0], "ns1.example.net");
    assert_string_equal(copy->problem, "a problem");
    assert_string_equal(copy->advice, "an advice");
    gs_whois_free(copy);
}

static void last_text_passes_over_silent_servers(void **state)
{
    (void)state;
    struct gs_whois *whois = filled();
    assert_ptr_equal(gs_whois_last_text(whois), &whois->hops.items[0]);
    assert_int_equal(gs_whois_received_bytes(whois), 30);
    gs_whois_free(whois);
    whois = gs_whois_new(GS_WHOIS_NOTHING, "");
    assert_null(gs_whois_last_text(whois));
    gs_whois_free(whois);
}

static void each_value_has_its_own_stable_word(void **state)
{
    (void)state;
    assert_string_equal(gs_whois_kind_id(GS_WHOIS_AS), "as");
    assert_string_equal(gs_whois_role_id(GS_WHOIS_RIR), "rir");
    assert_string_equal(gs_whois_role_word(GS_WHOIS_RIR), "RIR");
    assert_string_equal(gs_whois_role_id(GS_WHOIS_REGISTRAR), "registrar");
    assert_string_equal(gs_whois_step_id(GS_WHOIS_CLOSED), "closed");
    assert_string_equal(gs_whois_result_id(GS_WHOIS_FAILED), "failed");
    assert_string_equal(gs_whois_charset_id(GS_WHOIS_LATIN1), "iso-8859-1");
    assert_string_equal(gs_whois_fact_id(GS_WHOIS_ABUSE), "abuse");
    assert_string_equal(gs_whois_fact_id(GS_WHOIS_NETWORK), "network");
    assert_string_equal(gs_whois_state_id(GS_WHOIS_NOT_ASKED), "not_asked");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_read_as_utf8_else_as_latin1),
        cmocka_unit_test(copy_is_deep),
        cmocka_unit_test(last_text_passes_over_silent_servers),
        cmocka_unit_test(each_value_has_its_own_stable_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
