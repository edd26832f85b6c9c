/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/race.h"

#include <string.h>

static const struct {
    const char *label;
    const char *text;
    const char *expected; /* as it is formatted */
} accepted[] = {
    {"nothing changes nothing", " , ",
     "delay=50 attempts=250 first=any count=1 interleave=yes deadline=10000"},
    {"all of it", "delay=0 attempts=10 first=inet count=2 interleave=no deadline=500",
     "delay=0 attempts=10 first=inet count=2 interleave=no deadline=500"},
    {"parted by commas, in capitals", "DELAY=7,First=ANY",
     "delay=7 attempts=250 first=any count=1 interleave=yes deadline=10000"},
    {"families by their names", "first=ipv4 delay=1",
     "delay=1 attempts=250 first=inet count=1 interleave=yes deadline=10000"},
    {"families by their numbers", "first=6,delay=2000",
     "delay=2000 attempts=250 first=inet6 count=1 interleave=yes deadline=10000"},
    {"the last one counts", "count=3 count=8",
     "delay=50 attempts=250 first=any count=8 interleave=yes deadline=10000"},
    {"what is assumed beside it", "slow=150",
     "delay=50 attempts=250 first=any count=1 interleave=yes deadline=10000 slow=150"},
    {"set back, then one thing", "delay=9 default attempts=300",
     "delay=50 attempts=300 first=any count=1 interleave=yes deadline=10000"},
};

static void a_settings_text_is_read_and_written(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(accepted); i++) {
        check_case(accepted[i].label);
        struct gs_race_settings settings = gs_race_settings_default();
        struct gs_race_settings again = gs_race_settings_default();
        struct gs_buf text = {0};
        assert_int_equal(gs_race_settings_parse(accepted[i].text, &settings, NULL),
                         GS_OK);
        gs_race_settings_format(&settings, &text);
        assert_string_equal(gs_buf_text(&text), accepted[i].expected);
        assert_int_equal(gs_race_settings_parse(gs_buf_text(&text), &again, NULL), GS_OK);
        assert_true(gs_race_settings_is_equal(&settings, &again));
        gs_race_settings_clamp(&again); /* what is read is in its range */
        assert_true(gs_race_settings_is_equal(&settings, &again));
        gs_buf_fini(&text);
    }
}

static const struct {
    const char *text;
    const char *wrong;
} refused[] = {
    {"delay=2001", "delay is a number from 0 to 2000."},
    {"delay", "delay is a number from 0 to 2000."},
    {"delay=-1", "delay is a number from 0 to 2000."},
    {"delay=5x", "delay is a number from 0 to 2000."},
    {"attempts=9", "attempts is a number from 10 to 2000."},
    {"attempts=99999999999999999999", "attempts is a number from 10 to 2000."},
    {"count=0", "count is a number from 1 to 8."},
    {"deadline=100", "deadline is at least attempts, 250 ms here."},
    {"deadline=300001", "deadline is a number from 10 to 300000."},
    {"first=inet5", "first is inet6, inet or any."},
    {"interleave=perhaps", "interleave is yes or no."},
    {"speed=1", "\"speed\" is no setting. There are delay= attempts= first= count= "
                "interleave= deadline= slow= default."},
    {"slow=0", "slow is a number from 1 to 600000."},
    {"slow=600001", "slow is a number from 1 to 600000."},
    {"delay=10 a_word_that_is_longer_than_any_setting",
     "\"a_word_that_is_longer_than_any_\" is no setting. There are delay= attempts= "
     "first= count= interleave= deadline= slow= default."},
};

static void a_wrong_settings_text_changes_nothing_and_is_explained(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        check_case(refused[i].text);
        struct gs_race_settings settings = gs_race_settings_default();
        struct gs_buf wrong = {0};
        assert_int_equal(gs_race_settings_parse(refused[i].text, &settings, &wrong),
                         GS_EFORMAT);
        assert_string_equal(gs_buf_text(&wrong), refused[i].wrong);
        assert_true(gs_race_settings_is_default(&settings));
        assert_int_equal(gs_race_settings_parse(refused[i].text, &settings, NULL),
                         GS_EFORMAT);
        gs_buf_fini(&wrong);
    }
}

/* A recording of before knows no such setting. */
static void what_is_assumed_is_usual_where_nobody_says(void **state)
{
    (void)state;
    struct gs_race_settings settings = gs_race_settings_default();
    assert_int_equal(gs_race_slow_ms(&settings), 300);
    settings.slow_ms = 900000;
    gs_race_settings_clamp(&settings);
    assert_int_equal(gs_race_slow_ms(&settings), GS_RACE_SLOW_MAX_MS);
    assert_true(gs_race_settings_is_default(&settings)); /* nothing is raced by it */
}

static void every_word_is_explained_and_taken(void **state)
{
    (void)state;
    size_t count = 0;
    const struct gs_race_word *words = gs_race_settings_words(&count);
    assert_int_equal(count, 8);
    for (size_t i = 0; i < count; i++) {
        struct gs_race_settings settings = gs_race_settings_default();
        struct gs_buf wrong = {0};
        check_case(words[i].word);
        assert_true(words[i].help[0] != '\0');
        (void)gs_race_settings_parse(words[i].word, &settings, &wrong);
        assert_null(strstr(gs_buf_text(&wrong), "is no setting"));
        gs_buf_fini(&wrong);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_settings_text_is_read_and_written),
        cmocka_unit_test(a_wrong_settings_text_changes_nothing_and_is_explained),
        cmocka_unit_test(what_is_assumed_is_usual_where_nobody_says),
        cmocka_unit_test(every_word_is_explained_and_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
