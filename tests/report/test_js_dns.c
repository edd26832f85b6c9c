/* SPDX-License-Identifier: MIT */
#include "../../src/report/js_dns.h"
#include "support/check.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

/* The answer's JSON without line breaks and indents. Frees the answer. */
static char *json_of(struct gs_dns_answer *answer)
{
    struct gs_buf out = {0};
    struct gs_buf flat = {0};
    js_write(&out, js_dns_answer(answer));
    for (size_t i = 0; i < out.len; i++) {
        bool is_break = out.data[i] == '\n';
        gs_buf_add(&flat, is_break ? "" : &out.data[i], is_break ? 0 : 1);
        while (is_break && i + 1 < out.len && out.data[i + 1] == ' ') {
            i++;
        }
    }
    gs_buf_fini(&out);
    gs_dns_answer_free(answer);
    return gs_buf_claim(&flat);
}

static void check_has(struct gs_dns_answer *answer, const char *const *wanted)
{
    char *json = json_of(answer);
    for (; *wanted != NULL; wanted++) {
        check_case(*wanted);
        assert_non_null(strstr(json, *wanted));
    }
    free(json);
}

static struct gs_dns_answer *make_answer(void)
{
    struct gs_dns_answer *answer = gs_dns_answer_new("a.test", GS_TYPE_A);
    answer->rcode = GS_RCODE_NOERROR;
    answer->edns.is_present = true;
    return answer;
}

static void every_fact_of_edns_is_there(void **state)
{
    (void)state;
    struct gs_dns_answer *answer = make_answer();
    struct gs_edns *edns = &answer->edns;
    answer->asked.wants_nsid = answer->asked.sends_cookie = true;
    answer->asked.cookie_len = GS_COOKIE_CLIENT;
    memcpy(edns->nsid, "ns1.\xc3\xa9", edns->nsid_len = 6);
    memcpy(edns->cookie, "\0\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff",
           edns->cookie_len = 16);
    edns->subnet = (struct gs_address){.family = AF_INET, .bytes = {192, 0, 2}};
    edns->subnet_bits = 24;
    edns->subnet_scope = 22;
    gs_vec_push(&edns->errors, ((struct gs_ede){22, gs_mem_copy_text("no way")}));
    gs_vec_push(&edns->errors, ((struct gs_ede){3, NULL}));
    static const char *const wanted[] = {
        "\"asked\": \"nsid,cookie\"",
        "\"nsid\": {\"hex\": \"6e73312ec3a9\",\"text\": \"ns1.\\u00E9\"}",
        "\"cookie\": \"0000000000000000ffffffffffffffff\",\"cookie_state\": \"good\"",
        "\"subnet\": {\"prefix\": \"192.0.2.0/24\",\"scope_bits\": 22}",
        "\"ede\": {\"code\": 22,\"name\": \"No Reachable Authority\",\"text\": \"no "
        "way\"}",
        "\"errors\": [{\"code\": 22,\"name\": \"No Reachable Authority\",\"text\": \"no "
        "way\"},{\"code\": 3,\"name\": \"Stale Answer\",\"text\": null}]",
        "\"message\": null",
        NULL,
    };
    check_has(answer, wanted);
}

static void an_identifier_that_is_no_text_is_hex_alone(void **state)
{
    (void)state;
    struct gs_dns_answer *answer = make_answer();
    memcpy(answer->edns.nsid, "a\x1b[2J\xff", answer->edns.nsid_len = 6);
    static const char *const wanted[] = {
        "\"nsid\": {\"hex\": \"611b5b324aff\",\"text\": null}", NULL};
    check_has(answer, wanted);
}

static void a_kept_message_is_there_byte_for_byte(void **state)
{
    (void)state;
    struct gs_dns_answer *answer = make_answer();
    answer->id = 4711;
    answer->wire = (uint8_t *)gs_mem_copy_span("\x12\x67\x84\0", 4);
    answer->size_bytes = 4;
    answer->is_edns_refused = true;
    answer->edns.is_present = false;
    static const char *const wanted[] = {"\"message\": \"12678400\"", "\"id\": 4711",
                                         "\"edns_refused\": true", "\"edns\": null",
                                         NULL};
    check_has(answer, wanted);
}

static void a_question_without_reply_has_no_header(void **state)
{
    (void)state;
    struct gs_dns_query query = {.type = 65280};
    query.name = gs_mem_copy_text("a.test");
    struct gs_buf out = {0};
    js_write(&out, js_dns_query(&query));
    assert_non_null(strstr(out.data, "\"type\": \"TYPE65280\""));
    assert_non_null(strstr(out.data, "\"asked\": null"));
    assert_non_null(strstr(out.data, "\"id\": null"));
    assert_non_null(strstr(out.data, "\"rcode\": null"));
    gs_buf_fini(&out);
    free(query.name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_fact_of_edns_is_there),
        cmocka_unit_test(an_identifier_that_is_no_text_is_hex_alone),
        cmocka_unit_test(a_kept_message_is_there_byte_for_byte),
        cmocka_unit_test(a_question_without_reply_has_no_header),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
