/* SPDX-License-Identifier: MIT */
#include "../../src/libc/nss_wire.h"
#include "support/check.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <netdb.h>
#include <sys/socket.h>

/* An answer with one row of each family. */
static struct gs_system_answer *make_answer(void)
{
    struct gs_system_answer *answer = gs_system_answer_new();
    struct gs_addrinfo row = {.family = AF_INET, .socktype = SOCK_STREAM, .port = 80};
    answer->outcome = GS_OUTCOME_ANSWERED;
    answer->elapsed_us = 1234;
    (void)gs_address_parse("192.0.2.1", &row.address);
    row.canonname = gs_mem_copy_text("a.test");
    gs_vec_push(&answer->rows, row);
    row = (struct gs_addrinfo){.family = AF_INET6, .flags = 3, .protocol = 6};
    (void)gs_address_parse("fe80::1", &row.address);
    row.address.scope_id = 7;
    (void)snprintf(row.address.zone, sizeof row.address.zone, "eth0");
    gs_vec_push(&answer->rows, row);
    return answer;
}

static struct gs_buf encode(const struct gs_system_answer *answer)
{
    struct gs_buf bytes = {0};
    struct nss_reply head;
    memset(&head, 0, sizeof head);
    head.status = GS_NSS_SUCCESS;
    nss_reply_encode(&bytes, head, answer);
    return bytes;
}

static void an_answer_comes_back_as_it_went(void **state)
{
    struct gs_system_answer *answer = make_answer();
    struct gs_buf bytes = encode(answer);
    struct gs_nss_result result;
    (void)state;
    assert_int_equal(nss_reply_decode(&bytes, &result), GS_OK);
    assert_int_equal(result.state, GS_RUNG_ANSWERED);
    assert_int_equal(result.status, GS_NSS_SUCCESS);
    assert_int_equal(result.answer->outcome, GS_OUTCOME_ANSWERED);
    assert_int_equal(result.answer->elapsed_us, 1234);
    assert_int_equal(result.answer->rows.count, 2);
    for (size_t i = 0; i < 2; i++) {
        const struct gs_addrinfo *got = &result.answer->rows.items[i];
        const struct gs_addrinfo *sent = &answer->rows.items[i];
        assert_true(gs_address_is_equal(&got->address, &sent->address));
        assert_string_equal(got->address.zone, sent->address.zone);
        assert_int_equal(got->family, sent->family);
        assert_int_equal(got->flags, sent->flags);
        assert_int_equal(got->socktype, sent->socktype);
        assert_int_equal(got->protocol, sent->protocol);
        assert_int_equal(got->port, sent->port);
    }
    assert_string_equal(result.answer->rows.items[0].canonname, "a.test");
    assert_null(result.answer->rows.items[1].canonname);
    gs_system_answer_free(result.answer);
    gs_system_answer_free(answer);
    gs_buf_fini(&bytes);
}

static void an_error_keeps_its_errno(void **state)
{
    struct gs_system_answer *answer = gs_system_answer_new();
    struct gs_nss_result result;
    (void)state;
    answer->error = (struct gs_eai){.code = EAI_SYSTEM, .system_errno = ECONNREFUSED};
    struct gs_buf bytes = encode(answer);
    assert_int_equal(nss_reply_decode(&bytes, &result), GS_OK);
    assert_int_equal(result.answer->outcome, GS_OUTCOME_FAILED);
    assert_string_equal(result.answer->error.name, "EAI_SYSTEM");
    assert_int_equal(result.answer->error.system_errno, ECONNREFUSED);
    gs_system_answer_free(result.answer);
    gs_system_answer_free(answer);
    gs_buf_fini(&bytes);
}

/* Changes one thing of a good answer. */
static void damage(struct gs_buf *bytes, int way)
{
    struct nss_reply head;
    memcpy(&head, bytes->data, sizeof head);
    switch (way) {
    case 0:
        bytes->len = 0;
        break;
    case 1:
        bytes->len = sizeof head - 1;
        break;
    case 2:
        bytes->len -= 1;
        break;
    case 3:
        gs_buf_add(bytes, "", 1);
        break;
    case 4:
        head.magic = NSS_REQUEST_MAGIC;
        break;
    case 5:
        head.row_count = GS_ADDRINFO_MAX + 1;
        break;
    case 6:
        head.row_count = UINT32_MAX;
        break;
    case 7:
        head.status = GS_NSS_STATUS_COUNT;
        break;
    case 8:
        memset(head.canonname, 'a', sizeof head.canonname);
        break;
    default:
        break;
    }
    memcpy(bytes->data, &head, sizeof head < bytes->len ? sizeof head : bytes->len);
}

static void what_is_no_whole_answer_is_refused(void **state)
{
    static const char *const ways[] = {
        "nothing",         "a part of the head", "a row short",
        "a byte too many", "another magic",      "too many rows",
        "far too many",    "no such status",     "a name without an end",
    };
    struct gs_system_answer *answer = make_answer();
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ways); i++) {
        struct gs_nss_result result = {.state = GS_RUNG_WAITING};
        struct gs_buf bytes = encode(answer);
        check_case(ways[i]);
        damage(&bytes, (int)i);
        assert_int_equal(nss_reply_decode(&bytes, &result), GS_EFORMAT);
        assert_int_equal(result.state, GS_RUNG_WAITING);
        gs_buf_fini(&bytes);
    }
    gs_system_answer_free(answer);
}

static void strange_values_are_made_harmless(void **state)
{
    struct gs_system_answer *answer = make_answer();
    struct gs_buf bytes = encode(answer);
    struct gs_nss_result result;
    struct nss_reply head;
    struct nss_row row;
    (void)state;
    memcpy(&head, bytes.data, sizeof head);
    memcpy(&row, bytes.data + sizeof head, sizeof row);
    head.elapsed_us = -5;
    head.code = 4711;
    (void)snprintf(head.canonname, sizeof head.canonname, "a\x1b[2J");
    row.family = 99;
    memset(row.zone, 'z', sizeof row.zone);
    memcpy(bytes.data, &head, sizeof head);
    memcpy(bytes.data + sizeof head, &row, sizeof row);
    row.family = AF_INET6;
    row.scope_id = 7;
    (void)snprintf(row.zone, sizeof row.zone, "e\x1b[2J");
    memcpy(bytes.data + sizeof head + sizeof row, &row, sizeof row);
    assert_int_equal(nss_reply_decode(&bytes, &result), GS_OK);
    assert_int_equal(result.answer->elapsed_us, 0);
    assert_int_equal(result.answer->outcome, GS_OUTCOME_FAILED);
    assert_string_equal(result.answer->rows.items[0].canonname, "a\\x1B[2J");
    assert_int_equal(result.answer->rows.items[0].address.family, 0);
    assert_string_equal(result.answer->rows.items[1].address.zone, "e\\x1B[2J");
    gs_system_answer_free(result.answer);
    gs_system_answer_free(answer);
    gs_buf_fini(&bytes);
}

static void a_request_says_what_the_real_call_has(void **state)
{
    struct gs_nss_source source = {.name = "mdns4"};
    struct gs_question question = {.hints = {.family = AF_INET6, .flags = AI_ADDRCONFIG}};
    struct nss_request request;
    (void)state;
    assert_int_equal(gs_question_set(&question, "a.test", NULL), GS_OK);
    question.is_exact = true;
    nss_request_set(&request,
                    &(struct gs_nss_ask){.source = &source, .question = &question}, 4711);
    assert_true(nss_request_is_fine(&request));
    assert_int_equal(request.parent, 4711);
    assert_string_equal(request.source, "mdns4");
    assert_string_equal(request.node, "a.test");
    assert_true(request.has_node);
    assert_false(request.has_service);
    assert_false(request.is_redirected);
    assert_false(request.wants_status);
    assert_int_equal(request.hints.family, AF_INET6);
    assert_int_equal(request.hints.flags, AI_ADDRCONFIG);
    memset(request.node, 'a', sizeof request.node);
    assert_false(nss_request_is_fine(&request));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_comes_back_as_it_went),
        cmocka_unit_test(an_error_keeps_its_errno),
        cmocka_unit_test(what_is_no_whole_answer_is_refused),
        cmocka_unit_test(strange_values_are_made_harmless),
        cmocka_unit_test(a_request_says_what_the_real_call_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
