/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/spoof.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static struct gs_idn_labels judged(const char *host)
{
    struct gs_idn_labels labels = gs_idn_labels_of(host);
    gs_spoof_judge(&labels);
    return labels;
}

struct look_case {
    const char *label;
    const char *text; /* what it looks like */
    enum gs_look_kind kind;
};

static const struct look_case looks[] = {
    {"plain", "", GS_LOOK_NONE},
    {"rnail", "", GS_LOOK_NONE},
    {"аррӏе", "apple", GS_LOOK_WHOLE_SCRIPT},
    {"xn--80ak6aa92e", "apple", GS_LOOK_WHOLE_SCRIPT},
    {"сосо", "coco", GS_LOOK_WHOLE_SCRIPT},
    {"кок", "kok", GS_LOOK_WHOLE_SCRIPT},
    {"οοο", "ooo", GS_LOOK_WHOLE_SCRIPT},
    {"раypal", "paypal", GS_LOOK_MIXED_SCRIPT},
    {"gооgle", "google", GS_LOOK_MIXED_SCRIPT},
    {"micrоsoft", "microsoft", GS_LOOK_MIXED_SCRIPT},
    {"ıana", "iana", GS_LOOK_SAME_SCRIPT},
    {"ӕon", "aeon", GS_LOOK_MIXED_SCRIPT},
    {"bücher", "", GS_LOOK_NONE},
    {"faß", "", GS_LOOK_NONE},
    {"五粮液", "", GS_LOOK_NONE},
    {"россия", "", GS_LOOK_NONE},
    {"東京タワー", "", GS_LOOK_NONE},
    {"אב", "", GS_LOOK_NONE},
};

/* Packages that tests need bring ICU, so its absence is a failure here. */
static void look_alikes_of_ascii_names_are_found(void **state)
{
    (void)state;
    assert_true(gs_spoof_is_there());
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        struct gs_idn_labels found = judged(looks[i].label);
        const struct gs_idn_look *look = &found.items[0].look;
        if (strcmp(look->text, looks[i].text) != 0 || look->kind != looks[i].kind) {
            fail_msg("%s: '%s', kind %d", looks[i].label, look->text, look->kind);
        }
        gs_vec_fini(&found);
    }
}

static void ascii_and_refused_labels_are_not_judged(void **state)
{
    (void)state;
    static const char *const labels[] = {"plain", "☃", "xn--a"};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        struct gs_idn_labels found = judged(labels[i]);
        assert_false(found.items[0].look.is_checked);
        assert_string_equal(found.items[0].look.text, "");
        gs_vec_fini(&found);
    }
}

static void a_label_with_a_joiner_is_judged(void **state)
{
    (void)state;
    struct gs_idn_labels found = judged("xn--11b2ezcw70k");
    assert_true(found.items[0].look.is_checked);
    assert_int_equal(found.items[0].look.kind, GS_LOOK_NONE);
    gs_vec_fini(&found);
}

static void hidden_and_doubled_marks_are_remarked(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"bücher", ""},
        {"ọ́", ""},
        {"a\xcc\x81\xcc\x81", "a mark is set twice, which is not seen"},
        {"i\xcc\x87x", "a mark that its letter hides"},
        {"१১", "digits of more than one script"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gs_idn_labels found = judged(cases[i][0]);
        if (!found.items[0].look.is_checked ||
            strcmp(found.items[0].look.remark, cases[i][1]) != 0) {
            fail_msg("%s: '%s'", cases[i][0], found.items[0].look.remark);
        }
        gs_vec_fini(&found);
    }
}

static void without_icu_scripts_alone_are_judged(void **state)
{
    (void)state;
    gs_spoof_use(false);
    assert_false(gs_spoof_is_there());
    struct gs_idn_labels found = judged("раypal.аррӏе");
    for (size_t i = 0; i < found.count; i++) {
        assert_false(found.items[i].look.is_checked);
        assert_int_equal(found.items[i].look.kind, GS_LOOK_NONE);
    }
    assert_true(found.items[0].is_mixed_script);
    assert_false(found.items[1].is_mixed_script);
    gs_spoof_use(true);
    assert_true(gs_spoof_is_there());
    gs_vec_fini(&found);
}

/* Must run before any other: ICU is loaded only once, and here it cannot be. */
static void an_icu_that_is_not_installed_is_no_failure(void **state)
{
    (void)state;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct gs_idn_labels found = gs_idn_labels_of("раypal");
        struct rlimit none = {0, 0};
        int bad = setrlimit(RLIMIT_NOFILE, &none) != 0;
        gs_spoof_judge(&found);
        bad |= gs_spoof_is_there() || found.items[0].look.is_checked;
        bad |= !found.items[0].is_mixed_script;
        _exit(bad);
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static void looks_have_words(void **state)
{
    (void)state;
    struct gs_buf out = {0};
    struct gs_idn_look look = {.kind = GS_LOOK_NONE};
    gs_spoof_words(&out, &look);
    assert_string_equal(gs_buf_text(&out), "");
    look = (struct gs_idn_look){.kind = GS_LOOK_WHOLE_SCRIPT, .text = "apple"};
    gs_spoof_words(&out, &look);
    assert_string_equal(gs_buf_text(&out), "looks like apple");
    gs_buf_fini(&out);
    assert_string_equal(gs_spoof_kind_words(GS_LOOK_NONE), "");
    for (int kind = GS_LOOK_SAME_SCRIPT; kind <= GS_LOOK_MIXED_SCRIPT; kind++) {
        assert_true(gs_spoof_kind_words((enum gs_look_kind)kind)[0] != '\0');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_icu_that_is_not_installed_is_no_failure),
        cmocka_unit_test(look_alikes_of_ascii_names_are_found),
        cmocka_unit_test(ascii_and_refused_labels_are_not_judged),
        cmocka_unit_test(a_label_with_a_joiner_is_judged),
        cmocka_unit_test(hidden_and_doubled_marks_are_remarked),
        cmocka_unit_test(without_icu_scripts_alone_are_judged),
        cmocka_unit_test(looks_have_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
