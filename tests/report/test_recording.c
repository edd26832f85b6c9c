/* SPDX-License-Identifier: MIT */
/*
 * Lines of a recording, both ways, and lines that somebody else made. That every scene of the
 * golden files comes back the same is tested by their *_replayed twins.
 */
#include "support/check.h"

#include "gaiscope/base/mem.h"
#include "gaiscope/report/recording.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

enum {
    BEGIN_US = 5000000,
};

static enum gs_recording_line read_line(const char *line, struct gs_event *event,
                                        struct gs_buf *reason)
{
    return gs_recording_read_line(line, strlen(line), BEGIN_US, event, reason);
}

static void the_head_comes_back(void **state)
{
    (void)state;
    const struct gs_recording_head head = {"0.1.0", 1795350665000000, BEGIN_US};
    struct gs_recording_head read = {0};
    struct gs_buf line = {0};
    struct gs_buf reason = {0};
    gs_recording_write_head(&head, &line);
    assert_string_equal(gs_buf_text(&line),
                        "{\"format\":\"gaiscope recording\",\"version\":1,"
                        "\"program\":\"0.1.0\",\"wall_us\":1795350665000000,"
                        "\"begin_us\":5000000}\n");
    assert_int_equal(gs_recording_read_head(line.data, line.len - 1, &read, &reason),
                     GS_OK);
    assert_string_equal(read.program, head.program);
    assert_int_equal(read.wall_us, head.wall_us);
    assert_int_equal(read.begin_us, head.begin_us);
    gs_buf_fini(&line);
    gs_buf_fini(&reason);
}

static void a_head_that_is_none_is_refused_with_what_to_do(void **state)
{
    static const struct {
        const char *label;
        const char *line;
        enum gs_status status;
        const char *reason;
    } cases[] = {
        {"empty", "", GS_EFORMAT, "no recording of gaiscope"},
        {"another file", "root:x:0:0", GS_EFORMAT, "no recording of gaiscope"},
        {"other JSON", "{\"format\":\"asciicast\",\"version\":2}", GS_EFORMAT,
         "no recording of gaiscope"},
        {"a list", "[]", GS_EFORMAT, "no recording of gaiscope"},
        {"later", "{\"format\":\"gaiscope recording\",\"version\":2}", GS_EUNSUPPORTED,
         "replay it with that one"},
        {"no version", "{\"format\":\"gaiscope recording\"}", GS_EFORMAT,
         "no recording of gaiscope"},
        {"begins never",
         "{\"format\":\"gaiscope recording\",\"version\":1,\"begin_us\":1e99}",
         GS_EFORMAT, "\"begin_us\" is no whole number"},
        {"a time beyond all",
         "{\"format\":\"gaiscope recording\",\"version\":1,"
         "\"wall_us\":9223372036854775807}",
         GS_EFORMAT, "\"wall_us\" is out of its range"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_recording_head head = {0};
        struct gs_buf reason = {0};
        check_case(cases[i].label);
        assert_int_equal(
            gs_recording_read_head(cases[i].line, strlen(cases[i].line), &head, &reason),
            cases[i].status);
        assert_non_null(strstr(gs_buf_text(&reason), cases[i].reason));
        gs_buf_fini(&reason);
    }
}

static void a_broken_line_is_refused_with_its_reason(void **state)
{
    static const struct {
        const char *label;
        const char *line;
        const char *reason;
    } cases[] = {
        {"no JSON", "{\"event\":", "not a line of JSON"},
        {"no object", "[1]", "not a line of JSON"},
        {"a key twice", "{\"event\":\"cancelled\",\"event\":\"dns\"}",
         "not a line of JSON"},
        {"no event", "{}", "\"event\" is a word"},
        {"an event of tomorrow", "{\"event\":\"teleport\"}", "\"event\" is a word"},
        {"an event without its answer", "{\"event\":\"dns\"}", "\"dns\" is missing"},
        {"an answer that is a number", "{\"event\":\"dns\",\"dns\":7}",
         "\"dns\" is no object"},
        {"a word of tomorrow", "{\"event\":\"dns\",\"dns\":{\"outcome\":\"great\"}}",
         "\"outcome\" is a word that this version does not know"},
        {"a number that is a text", "{\"event\":\"dns\",\"dns\":{\"type\":\"A\"}}",
         "\"type\" is no whole number"},
        {"a fraction", "{\"event\":\"dns\",\"dns\":{\"type\":1.5}}",
         "\"type\" is no whole number"},
        {"a type of 17 bits", "{\"event\":\"dns\",\"dns\":{\"type\":65536}}",
         "\"type\" is out of its range"},
        {"a negative type", "{\"event\":\"dns\",\"dns\":{\"type\":-1}}",
         "\"type\" is out of its range"},
        {"a time beyond all",
         "{\"event\":\"dns\",\"dns\":{\"elapsed_us\":-9223372036854775808}}",
         "\"elapsed_us\" is out of its range"},
        {"a prefix of 129 bits",
         "{\"event\":\"dns\",\"dns\":{\"edns\":{\"subnet_bits\":129}}}",
         "\"subnet_bits\" is out of its range"},
        {"truth as a number", "{\"event\":\"dns\",\"dns\":{\"flags\":{\"aa\":1}}}",
         "\"aa\" is neither true nor false"},
        {"bytes of another length",
         "{\"event\":\"reverse\",\"reverse\":{\"address\":{\"bytes\":\"0a00\"}}}",
         "\"bytes\" has another length"},
        {"digits that are none", "{\"event\":\"dns\",\"dns\":{\"wire\":\"0g\"}}",
         "\"wire\" has a digit"},
        {"half a byte", "{\"event\":\"dns\",\"dns\":{\"wire\":\"0\"}}",
         "\"wire\" is no list of bytes"},
        {"a NUL in a text", "{\"event\":\"dns\",\"dns\":{\"name\":{\"hex\":\"6100\"}}}",
         "\"name\" has a NUL"},
        {"a list that is none", "{\"event\":\"dns\",\"dns\":{\"answer\":{}}}",
         "\"answer\" is no list"},
        {"a text that is too long",
         "{\"event\":\"reverse\",\"reverse\":{\"address\":"
         "{\"zone\":\"0123456789abcdef\"}}}",
         "\"zone\" is too long"},
        {"too many sources",
         "{\"event\":\"sources\",\"sources\":{\"rungs\":"
         "[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}}",
         "\"rungs\" has too many items"},
        {"a record behind the end",
         "{\"event\":\"dns\",\"dns\":{\"wire\":\"00\",\"answer\":"
         "[{\"data_at\":1,\"data_len\":1}]}}",
         "a record lies behind the end"},
        {"a line behind the end",
         "{\"event\":\"whois\",\"whois\":{\"hops\":[{\"text\":{\"data\":\"ab\","
         "\"lines\":[{\"at\":1,\"len_bytes\":2}]}}]}}",
         "a line lies behind the end"},
        {"a fact of nobody",
         "{\"event\":\"whois\",\"whois\":{\"facts\":{\"texts\":[\"x\"]}}}",
         "a fact comes from a server"},
        {"a client of no socket",
         "{\"event\":\"bind\",\"bind\":{\"accepted\":[{\"row\":0}]}}",
         "a client came in at a socket"},
        {"a cell too few",
         "{\"event\":\"servers\",\"servers\":{\"questions\":[{}],\"columns\":[{}]}}",
         "a server has not a cell"},
        {"an attempt of no service",
         "{\"event\":\"connect\",\"connect\":{\"attempts\":[{}]}}",
         "an attempt is of a service"},
        {"a winner that did not run", "{\"event\":\"race\",\"race\":{\"winner\":0}}",
         "the winner of the race"},
        {"an answer that lacks",
         "{\"event\":\"sources\",\"sources\":{\"rungs\":[{\"state\":\"answered\"}]}}",
         "a source answered without an answer"},
        {"half a question", "{\"event\":\"log\",\"log\":{\"host\":\"a.test\"}}",
         "a line belongs to half a question"},
        {"a part of tomorrow",
         "{\"event\":\"started\",\"question\":{},\"parts\":[\"astrology\"]}",
         "\"parts\" names a part"},
        {"parts that are no list", "{\"event\":\"started\",\"question\":{},\"parts\":7}",
         "\"parts\" is no list"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_event event = {0};
        struct gs_buf reason = {0};
        check_case(cases[i].label);
        assert_int_equal(read_line(cases[i].line, &event, &reason), GS_RECORDING_BROKEN);
        if (strstr(gs_buf_text(&reason), cases[i].reason) == NULL) {
            fail_msg("the reason is: %s", gs_buf_text(&reason));
        }
        gs_buf_fini(&reason);
    }
}

static void what_is_missing_is_zero_and_what_is_unknown_is_passed_over(void **state)
{
    (void)state;
    struct gs_event event = {0};
    struct gs_buf reason = {0};
    assert_int_equal(
        read_line("{\"event\":\"dns\",\"mood\":\"good\",\"dns\":{\"aura\":7}}", &event,
                  &reason),
        GS_RECORDING_EVENT);
    assert_int_equal(event.type, GS_EVENT_DNS);
    assert_int_equal(event.at_us, BEGIN_US);
    assert_string_equal(event.of.dns->name, "");
    assert_int_equal(event.of.dns->answer.count, 0);
    assert_null(event.of.dns->wire);
    gs_event_fini(&event);
    gs_buf_fini(&reason);
}

static void the_last_line_is_the_end(void **state)
{
    (void)state;
    struct gs_event event = {0};
    struct gs_buf line = {0};
    struct gs_buf reason = {0};
    gs_recording_write_end(BEGIN_US + 42, BEGIN_US, &line);
    assert_string_equal(gs_buf_text(&line), "{\"end\":true,\"at_us\":42}\n");
    assert_int_equal(
        gs_recording_read_line(line.data, line.len - 1, BEGIN_US, &event, &reason),
        GS_RECORDING_END);
    gs_buf_fini(&line);
    gs_buf_fini(&reason);
}

/* A message with every kind of byte where a text may be. */
static struct gs_event strange_answer(void)
{
    struct gs_dns_answer *answer = gs_dns_answer_new("\xff\x1b[31m\xe2\x80\xae.test", 16);
    struct gs_record record = {.name = gs_mem_copy_text("a\x80.test"),
                               .text = gs_mem_copy_text("\"\\\x7f\n\""),
                               .class_ = 1};
    gs_vec_push(&answer->answer, record);
    answer->received_us = BEGIN_US + 1;
    answer->rcode = -1;
    answer->edns.nsid_len = 2;
    answer->edns.nsid[1] = 0xfe;
    answer->wire = gs_mem_new(3, 1);
    answer->size_bytes = 3;
    answer->wire[2] = 0x99;
    return (struct gs_event){.type = GS_EVENT_RECORD,
                             .round = UINT64_MAX,
                             .at_us = BEGIN_US + 3,
                             .of.dns = answer};
}

static void any_byte_survives(void **state)
{
    (void)state;
    struct gs_event event = strange_answer();
    struct gs_event read = {0};
    struct gs_buf line = {0};
    struct gs_buf reason = {0};
    assert_int_equal(gs_recording_write_event(&event, BEGIN_US, &line), GS_OK);
    for (size_t i = 0; i + 1 < line.len; i++) {
        assert_in_range(line.data[i], ' ', '\x7f');
    }
    assert_int_equal(
        gs_recording_read_line(line.data, line.len - 1, BEGIN_US, &read, &reason),
        GS_RECORDING_EVENT);
    const struct gs_dns_answer *answer = read.of.dns;
    assert_true(read.type == event.type && read.round == event.round &&
                read.at_us == event.at_us);
    assert_string_equal(answer->name, event.of.dns->name);
    assert_string_equal(answer->answer.items[0].name, "a\\x80.test");
    assert_string_equal(answer->answer.items[0].text, "\"\\\\x7F\\n\"");
    assert_null(answer->answer.items[0].target);
    assert_int_equal(answer->rcode, -1);
    assert_int_equal(answer->edns.nsid_len, 2);
    assert_memory_equal(answer->edns.nsid, "\0\xfe", 2);
    assert_int_equal(answer->size_bytes, 3);
    assert_memory_equal(answer->wire, "\0\0\x99", 3);
    gs_event_fini(&event);
    gs_event_fini(&read);
    gs_buf_fini(&line);
    gs_buf_fini(&reason);
}

static void a_line_cut_anywhere_is_no_event(void **state)
{
    (void)state;
    struct gs_event event = strange_answer();
    struct gs_buf line = {0};
    assert_int_equal(gs_recording_write_event(&event, BEGIN_US, &line), GS_OK);
    for (size_t len = 0; len + 1 < line.len; len++) {
        struct gs_event read = {0};
        struct gs_buf reason = {0};
        assert_int_equal(gs_recording_read_line(line.data, len, BEGIN_US, &read, &reason),
                         GS_RECORDING_BROKEN);
        gs_buf_fini(&reason);
    }
    gs_event_fini(&event);
    gs_buf_fini(&line);
}

/* Three bytes of the line would become hundreds in memory, a million times. */
static void a_line_cannot_ask_for_all_memory(void **state)
{
    (void)state;
    struct gs_event event = {0};
    struct gs_buf line = {0};
    struct gs_buf reason = {0};
    gs_buf_add_text(&line, "{\"event\":\"trace\",\"trace\":{\"levels\":[");
    for (size_t level = 0; level < 32; level++) {
        gs_buf_add_text(&line, level == 0 ? "{\"servers\":[" : ",{\"servers\":[");
        for (size_t server = 0; server < 4096; server++) {
            gs_buf_add_text(&line, server == 0 ? "{}" : ",{}");
        }
        gs_buf_add_text(&line, "]}");
    }
    gs_buf_add_text(&line, "]}}");
    assert_int_equal(gs_recording_read_line(line.data, line.len, 0, &event, &reason),
                     GS_RECORDING_BROKEN);
    assert_non_null(strstr(gs_buf_text(&reason), "more than a line may hold"));
    gs_buf_fini(&line);
    gs_buf_fini(&reason);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_head_comes_back),
        cmocka_unit_test(a_head_that_is_none_is_refused_with_what_to_do),
        cmocka_unit_test(a_broken_line_is_refused_with_its_reason),
        cmocka_unit_test(what_is_missing_is_zero_and_what_is_unknown_is_passed_over),
        cmocka_unit_test(the_last_line_is_the_end),
        cmocka_unit_test(any_byte_survives),
        cmocka_unit_test(a_line_cut_anywhere_is_no_event),
        cmocka_unit_test(a_line_cannot_ask_for_all_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
