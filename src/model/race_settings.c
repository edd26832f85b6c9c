/* SPDX-License-Identifier: MIT */
#include "setting_words.h"

#include "gaiscope/base/text.h"
#include "gaiscope/model/race.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

enum {
    WORD_MAX = 32,
};

struct gs_race_settings gs_race_settings_default(void)
{
    return (struct gs_race_settings){.resolution_delay_ms = 50,
                                     .attempt_delay_ms = 250,
                                     .first_family = AF_UNSPEC,
                                     .first_family_count = 1,
                                     .is_interleaved = true,
                                     .deadline_ms = 10000};
}

uint32_t gs_race_slow_ms(const struct gs_race_settings *settings)
{
    return settings->slow_ms == 0 ? GS_RACE_SLOW_MS : settings->slow_ms;
}

static uint32_t within(uint32_t value, uint32_t least, uint32_t most)
{
    return value < least ? least : value < most ? value : most;
}

void gs_race_settings_clamp(struct gs_race_settings *settings)
{
    if (settings->deadline_ms == 0) {
        settings->deadline_ms = gs_race_settings_default().deadline_ms;
    }
    settings->resolution_delay_ms =
        within(settings->resolution_delay_ms, 0, GS_RACE_DELAY_MAX_MS);
    settings->attempt_delay_ms =
        within(settings->attempt_delay_ms, GS_RACE_ATTEMPT_MIN_MS, GS_RACE_DELAY_MAX_MS);
    settings->first_family_count =
        (uint8_t)within(settings->first_family_count, 1, GS_RACE_COUNT_MAX);
    settings->deadline_ms = within(settings->deadline_ms, settings->attempt_delay_ms,
                                   GS_RACE_DEADLINE_MAX_MS);
    settings->slow_ms = within(settings->slow_ms, 0, GS_RACE_SLOW_MAX_MS);
    if (settings->first_family != AF_INET6 && settings->first_family != AF_INET) {
        settings->first_family = AF_UNSPEC;
    }
}

bool gs_race_settings_is_equal(const struct gs_race_settings *a,
                               const struct gs_race_settings *b)
{
    return a->resolution_delay_ms == b->resolution_delay_ms &&
           a->attempt_delay_ms == b->attempt_delay_ms &&
           a->first_family == b->first_family &&
           a->first_family_count == b->first_family_count &&
           a->is_interleaved == b->is_interleaved && a->deadline_ms == b->deadline_ms;
}

bool gs_race_settings_is_default(const struct gs_race_settings *settings)
{
    const struct gs_race_settings usual = gs_race_settings_default();
    return gs_race_settings_is_equal(settings, &usual);
}

/* --- as text --- */

static const struct gs_race_word words[] = {
    {"delay=", "milliseconds an A answer waits for AAAA, 0 to 2000"},
    {"attempts=", "milliseconds from an attempt to the next, 10 to 2000"},
    {"first=", "the family that begins: inet6, inet; any: as RFC 6724 sorts"},
    {"count=", "addresses of it before the other's first one, 1 to 8"},
    {"interleave=", "yes: the families take turns; no: as RFC 6724 sorts"},
    {"deadline=", "milliseconds an attempt is measured, 10 to 300000"},
    {"slow=", "milliseconds IPv6 is assumed slower, 1 to 600000"},
    {"default", "all as RFC 8305 has it, and the usual deadline"},
};

const struct gs_race_word *gs_race_settings_words(size_t *count)
{
    *count = COUNT_OF(words);
    return words;
}

static bool is_word(const char *text, const char *word)
{
    return gs_text_compare_case(text, word, SIZE_MAX) == 0;
}

/* A number within its limits; else a sentence says them. */
static bool take_number(const char *name, const char *value, const unsigned limits[2],
                        unsigned *out, struct gs_buf *wrong)
{
    char *end = NULL;
    bool is_number = *value >= '0' && *value <= '9' && strlen(value) <= 9;
    unsigned long number = is_number ? strtoul(value, &end, 10) : 0;
    if (!is_number || *end != '\0' || number < limits[0] || number > limits[1]) {
        gs_buf_addf(wrong, "%s is a number from %u to %u.", name, limits[0], limits[1]);
        return false;
    }
    *out = (unsigned)number;
    return true;
}

static bool set_delay(const char *value, struct gs_race_settings *settings,
                      struct gs_buf *wrong)
{
    return take_number("delay", value, (unsigned[]){0, GS_RACE_DELAY_MAX_MS},
                       &settings->resolution_delay_ms, wrong);
}

static bool set_attempts(const char *value, struct gs_race_settings *settings,
                         struct gs_buf *wrong)
{
    return take_number("attempts", value,
                       (unsigned[]){GS_RACE_ATTEMPT_MIN_MS, GS_RACE_DELAY_MAX_MS},
                       &settings->attempt_delay_ms, wrong);
}

static bool set_deadline(const char *value, struct gs_race_settings *settings,
                         struct gs_buf *wrong)
{
    return take_number("deadline", value,
                       (unsigned[]){GS_RACE_ATTEMPT_MIN_MS, GS_RACE_DEADLINE_MAX_MS},
                       &settings->deadline_ms, wrong);
}

static bool set_slow(const char *value, struct gs_race_settings *settings,
                     struct gs_buf *wrong)
{
    return take_number("slow", value, (unsigned[]){1, GS_RACE_SLOW_MAX_MS},
                       &settings->slow_ms, wrong);
}

static bool set_count(const char *value, struct gs_race_settings *settings,
                      struct gs_buf *wrong)
{
    unsigned count = 0;
    if (!take_number("count", value, (unsigned[]){1, GS_RACE_COUNT_MAX}, &count, wrong)) {
        return false;
    }
    settings->first_family_count = (uint8_t)count;
    return true;
}

static const struct {
    const char *word;
    int family;
} families[] = {
    {"inet6", AF_INET6}, {"inet", AF_INET}, {"any", AF_UNSPEC}, {"ipv6", AF_INET6},
    {"ipv4", AF_INET},   {"6", AF_INET6},   {"4", AF_INET},
};

static bool set_first(const char *value, struct gs_race_settings *settings,
                      struct gs_buf *wrong)
{
    for (size_t i = 0; i < COUNT_OF(families); i++) {
        if (is_word(value, families[i].word)) {
            settings->first_family = families[i].family;
            return true;
        }
    }
    gs_buf_add_text(wrong, "first is inet6, inet or any.");
    return false;
}

static bool set_interleave(const char *value, struct gs_race_settings *settings,
                           struct gs_buf *wrong)
{
    if (!is_word(value, "yes") && !is_word(value, "no")) {
        gs_buf_add_text(wrong, "interleave is yes or no.");
        return false;
    }
    settings->is_interleaved = is_word(value, "yes");
    return true;
}

static const struct {
    const char *word;
    /* Returns: false: it is wrong, and a sentence says so. */
    bool (*set)(const char *value, struct gs_race_settings *settings,
                struct gs_buf *wrong);
} values[] = {
    {"delay", set_delay}, {"attempts", set_attempts},     {"first", set_first},
    {"count", set_count}, {"interleave", set_interleave}, {"deadline", set_deadline},
    {"slow", set_slow},
};

static void say_unknown(struct gs_buf *wrong, const char *word)
{
    gs_buf_add_text(wrong, "\"");
    gs_text_sanitise(wrong, word, strlen(word));
    gs_buf_add_text(wrong, "\" is no setting. There are");
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        gs_buf_addf(wrong, " %s", words[i].word);
    }
    gs_buf_add_text(wrong, ".");
}

static bool apply(char *word, void *context, struct gs_buf *wrong)
{
    struct gs_race_settings *settings = context;
    char *equals = strchr(word, '=');
    if (is_word(word, "default")) {
        *settings = gs_race_settings_default();
        return true;
    }
    if (equals != NULL) {
        *equals = '\0';
    }
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        if (is_word(word, values[i].word)) {
            return values[i].set(equals == NULL ? "" : equals + 1, settings, wrong);
        }
    }
    say_unknown(wrong, word);
    return false;
}

enum gs_status gs_race_settings_parse(const char *text, struct gs_race_settings *settings,
                                      struct gs_buf *wrong)
{
    struct gs_race_settings changed = *settings;
    struct gs_buf why = {0};
    static const struct setting_words all = {WORD_MAX, apply, say_unknown};
    bool is_ok = setting_words_apply(&all, text, &changed, &why);
    if (is_ok && changed.deadline_ms < changed.attempt_delay_ms) {
        gs_buf_addf(&why, "deadline is at least attempts, %u ms here.",
                    changed.attempt_delay_ms);
        is_ok = false;
    }
    if (is_ok) {
        *settings = changed;
    } else if (wrong != NULL) {
        gs_buf_add_text(wrong, gs_buf_text(&why));
    }
    gs_buf_fini(&why);
    return is_ok ? GS_OK : GS_EFORMAT;
}

void gs_race_settings_format(const struct gs_race_settings *settings, struct gs_buf *out)
{
    const char *first = settings->first_family == AF_INET6  ? "inet6"
                        : settings->first_family == AF_INET ? "inet"
                                                            : "any";
    gs_buf_addf(out, "delay=%u attempts=%u first=%s count=%u interleave=%s deadline=%u",
                settings->resolution_delay_ms, settings->attempt_delay_ms, first,
                settings->first_family_count, settings->is_interleaved ? "yes" : "no",
                settings->deadline_ms);
    if (settings->slow_ms != 0) {
        gs_buf_addf(out, " slow=%u", settings->slow_ms);
    }
}
