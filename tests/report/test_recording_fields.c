/* SPDX-License-Identifier: MIT */
/*
 * Nothing behind an event is forgotten: the members and constants of the model's headers are
 * held against the tables of a recording.
 */
#include "../../src/report/recording_fields.h"
#include "support/check.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/base/file.h"
#include "gaiscope/base/mem.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glob.h>

/* What a table keeps without naming it: how many items another member has, and a block. */
static const char *const implied[] = {
    "resolver.server_count", "resolver.search_count",
    "policy_table.count",    "policy.error_count",
    "edns.nsid_len",         "edns.cookie_len",
    "dns_asking.cookie_len", "connect_report.service_count",
    "nat64.count",           "whois_text.len_bytes",
    "tables.texts",          "journal_entry.place",
    "watched.left_wall_s",
};

/* All headers of the model in one text, without comments. Owns: the caller frees. */
static char *read_headers(void)
{
    glob_t files = {0};
    struct gs_buf all = {0};
    assert_int_equal(glob(GS_TESTS_DIR "/../include/gaiscope/model/*.h", 0, NULL, &files),
                     0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        assert_true(gs_file_read(files.gl_pathv[i], SIZE_MAX, &all));
    }
    globfree(&files);
    char *text = gs_buf_claim(&all);
    for (char *open = strstr(text, "/*"); open != NULL; open = strstr(open, "/*")) {
        char *close = strstr(open, "*/");
        assert_non_null(close);
        memset(open, ' ', (size_t)(close - open) + 2);
    }
    return text;
}

/* What stands between the braces of `struct gs_NAME {`, or of an enum. Owns: the caller. */
static char *body_of(const char *headers, const char *keyword, const char *name)
{
    char head[96];
    (void)snprintf(head, sizeof head, "%s gs_%s {", keyword, name);
    const char *open = strstr(headers, head);
    assert_non_null(open);
    open += strlen(head);
    const char *close = strstr(open, "\n}");
    assert_non_null(close);
    return gs_mem_copy_span(open, (size_t)(close - open));
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* The member that a declaration declares: its last word in front of any bracket. */
static bool find_member(const char *declaration, char *member, size_t size)
{
    size_t len = strcspn(declaration, "[");
    const char *open = memchr(declaration, '(', len); /* GS_VEC_OF(type) name */
    if (open != NULL) {
        len = strlen(declaration);
    }
    while (len > 0 && !is_word(declaration[len - 1])) {
        len--;
    }
    size_t from = len;
    while (from > 0 && is_word(declaration[from - 1])) {
        from--;
    }
    (void)snprintf(member, size, "%.*s", (int)(len - from), declaration + from);
    return len > from;
}

static bool is_kept(const struct recording_struct *of, const char *member)
{
    char path[128];
    (void)snprintf(path, sizeof path, "%s.%s", of->name, member);
    for (size_t i = 0; i < COUNT_OF(implied); i++) {
        if (strcmp(implied[i], path) == 0) {
            return true;
        }
    }
    for (size_t i = 0; i < of->field_count; i++) {
        if (strcmp(of->fields[i].name, member) == 0) {
            return true;
        }
    }
    return false;
}

static void every_member_has_its_line_in_a_table(void **state)
{
    (void)state;
    char *headers = read_headers();
    for (size_t i = 0; recording_structs[i] != NULL; i++) {
        char *body = body_of(headers, "struct", recording_structs[i]->name);
        char *rest = NULL;
        size_t count = 0;
        for (char *declaration = strtok_r(body, ";", &rest); declaration != NULL;
             declaration = strtok_r(NULL, ";", &rest)) {
            char member[64];
            if (find_member(declaration, member, sizeof member)) {
                if (!is_kept(recording_structs[i], member)) {
                    fail_msg("struct gs_%s: \"%s\" lacks its line in "
                             "src/report/recording_fields_*.c",
                             recording_structs[i]->name, member);
                }
                count++;
            }
        }
        assert_true(count >= recording_structs[i]->field_count);
        free(body);
    }
    free(headers);
}

static void every_constant_has_its_word(void **state)
{
    (void)state;
    char *headers = read_headers();
    for (size_t i = 0; recording_enums[i] != NULL; i++) {
        const struct recording_words *words = recording_enums[i];
        if (strcmp(words->name, "family") == 0) {
            continue; /* the system's own numbers */
        }
        char *body = body_of(headers, "enum", words->name);
        size_t count = 0;
        for (const char *at = strstr(body, "GS_"); at != NULL;
             at = strstr(at + 1, "GS_")) {
            count += isspace((unsigned char)at[-1]) != 0;
        }
        if (count != words->count) {
            fail_msg("enum gs_%s has %zu constants, src/report/recording_words.c %zu",
                     words->name, count, words->count);
        }
        free(body);
    }
    free(headers);
}

static void every_word_stands_for_one_constant(void **state)
{
    (void)state;
    for (size_t i = 0; recording_enums[i] != NULL; i++) {
        const struct recording_words *words = recording_enums[i];
        for (size_t a = 0; a < words->count; a++) {
            for (size_t b = 0; b < a; b++) {
                assert_string_not_equal(words->words[a].word, words->words[b].word);
                assert_int_not_equal(words->words[a].value, words->words[b].value);
            }
        }
    }
}

static void every_kind_of_event_has_its_word(void **state)
{
    (void)state;
    for (size_t i = 0; i <= GS_EVENT_CANCELLED; i++) {
        assert_non_null(recording_events[i].word);
        for (size_t other = 0; other < i; other++) {
            assert_string_not_equal(recording_events[i].word,
                                    recording_events[other].word);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_member_has_its_line_in_a_table),
        cmocka_unit_test(every_constant_has_its_word),
        cmocka_unit_test(every_word_stands_for_one_constant),
        cmocka_unit_test(every_kind_of_event_has_its_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
