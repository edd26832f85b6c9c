/* SPDX-License-Identifier: MIT */
/*
 * A date is cut into tokens of digits and of letters; their lengths and the month's name say
 * which is what:
 *
 *     4 digits first      year, month, day          2026-03-14  2026/3/14
 *     8 digits            year, month, day          20260314
 *     month's name        the other small one is the day, the four digits the year
 *     4 digits third      day, month, year          14.3.2026; month first when day > 12
 *     h:m:s, Z, +02:00    time and zone
 */
#include "gaiscope/rules/whois_date.h"

#include "gaiscope/base/ascii.h"
#include "gaiscope/base/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
    TOKENS_MAX = 12,
    DAY_S = 86400,
    HOUR_S = 3600,
    MINUTE_S = 60,
    MONTHS_A_YEAR = 12,
    YEAR_MIN = 1970,
    YEAR_MAX = 9999,
};

struct token {
    int number;
    size_t digits; /* 0: a word */
    int month;     /* 1 to 12 of a word; 0: none */
    char before;   /* the character before it; '\0': the first */
};

struct tokens {
    struct token items[TOKENS_MAX];
    size_t count;
};

struct date {
    int year, month, day, seconds, offset_s;
};

static const char *const month_names[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                          "jul", "aug", "sep", "oct", "nov", "dec"};

static int month_of(const char *word, size_t len)
{
    for (int i = 0; i < MONTHS_A_YEAR && len >= 3; i++) {
        if (gs_text_compare_case(word, month_names[i], 3) == 0) {
            return i + 1;
        }
    }
    return 0;
}

static void cut(const char *text, size_t len, struct tokens *out)
{
    for (size_t i = 0; i < len && out->count < TOKENS_MAX;) {
        size_t from = i;
        struct token token = {.before = (char)(i > 0 ? text[i - 1] : '\0')};
        if (gs_ascii_is_digit(text[i])) {
            for (; i < len && gs_ascii_is_digit(text[i]) && i - from < 9; i++) {
                token.number = token.number * 10 + (text[i] - '0');
            }
            token.digits = i - from;
        } else if (gs_ascii_is_letter(text[i])) {
            while (i < len && gs_ascii_is_letter(text[i])) {
                i++;
            }
            token.month = month_of(text + from, i - from);
        } else {
            i++;
            continue;
        }
        out->items[out->count++] = token;
    }
}

static bool is_small(const struct token *token)
{
    return token->digits == 1 || token->digits == 2;
}

/* Day, month and year that stand side by side from `at` on. Returns: tokens used; 0: none. */
static size_t read_numbers(const struct tokens *tokens, size_t at, struct date *out)
{
    const struct token *a = &tokens->items[at];
    if (a->digits == 8) {
        *out = (struct date){a->number / 10000, a->number / 100 % 100, a->number % 100, 0,
                             0};
        return 1;
    }
    if (at + 2 >= tokens->count) {
        return 0;
    }
    const struct token *b = a + 1;
    const struct token *c = a + 2;
    if (b->before == ':' || c->before == ':') {
        return 0; /* a time */
    }
    if (a->digits == 4 && is_small(b) && is_small(c)) {
        *out = (struct date){a->number, b->number, c->number, 0, 0};
        return 3;
    }
    if (is_small(a) && is_small(b) && c->digits == 4) {
        bool is_month_first = b->number > MONTHS_A_YEAR && b->before == '/';
        *out = (struct date){c->number, is_month_first ? a->number : b->number,
                             is_month_first ? b->number : a->number, 0, 0};
        return 3;
    }
    return 0;
}

/* "14 Mar 2026", "March 14, 2026", "Mar 14 07:20:11 2026", "Aug-1996". */
static bool read_named(const struct tokens *tokens, struct date *out)
{
    *out = (struct date){.day = 1};
    bool has_day = false;
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        if (token->digits == 0 && token->month > 0 && out->month == 0) {
            out->month = token->month;
        } else if (token->digits == 4 && out->year == 0 && token->before != '+') {
            out->year = token->number;
        } else if (is_small(token) && !has_day && token->before != ':') {
            out->day = token->number;
            has_day = true;
        }
    }
    return out->month > 0 && out->year > 0;
}

static int sign_of(char c)
{
    return c == '+' ? 1 : c == '-' ? -1 : 0;
}

/* The first h:m[:s], and +hh[:mm] or +hhmm behind it. */
static void read_time(const struct tokens *tokens, size_t from, struct date *out)
{
    for (size_t i = from; i + 1 < tokens->count; i++) {
        const struct token *hour = &tokens->items[i];
        const struct token *minute = hour + 1;
        if (!is_small(hour) || minute->digits != 2 || minute->before != ':') {
            continue;
        }
        out->seconds = hour->number * HOUR_S + minute->number * MINUTE_S;
        for (i += 2; i < tokens->count; i++) {
            const struct token *next = &tokens->items[i];
            int sign = sign_of(next->before);
            if (is_small(next) && next->before == ':' && out->offset_s == 0) {
                out->seconds += next->number;
            } else if (sign != 0 && next->digits == 4) {
                out->offset_s =
                    sign * (next->number / 100 * HOUR_S + next->number % 100 * MINUTE_S);
            } else if (sign != 0 && is_small(next)) {
                out->offset_s = sign * next->number * HOUR_S;
            }
        }
        return;
    }
}

/* Days since 1970-01-01 of the Gregorian calendar. */
static int64_t days_of(int year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = y / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static void date_of(int64_t days, struct date *out)
{
    int64_t shifted = days + 719468;
    int64_t era = shifted / 146097;
    int64_t day_of_era = shifted - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted_month = (5 * day_of_year + 2) / 153;
    out->day = (int)(day_of_year - (153 * shifted_month + 2) / 5 + 1);
    out->month = (int)(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
    out->year = (int)(year_of_era + era * 400 + (out->month <= 2 ? 1 : 0));
}

static bool is_possible(const struct date *date)
{
    if (date->year < YEAR_MIN || date->year > YEAR_MAX || date->month < 1 ||
        date->month > MONTHS_A_YEAR || date->day < 1 || date->seconds > DAY_S) {
        return false;
    }
    struct date back;
    date_of(days_of(date->year, date->month, date->day), &back);
    return back.month == date->month; /* no 31 February */
}

bool gs_whois_date_parse(const char *text, size_t len, int64_t *out)
{
    struct tokens tokens = {0};
    struct date date = {0};
    cut(text, len < 64 ? len : 64, &tokens);
    size_t used = 0;
    size_t at = 0;
    for (; at < tokens.count && used == 0; at++) {
        used = tokens.items[at].digits > 0 ? read_numbers(&tokens, at, &date) : 0;
    }
    if (used == 0 && !read_named(&tokens, &date)) {
        return false;
    }
    read_time(&tokens, used == 0 ? 0 : at - 1 + used, &date);
    if (!is_possible(&date)) {
        return false;
    }
    *out =
        days_of(date.year, date.month, date.day) * DAY_S + date.seconds - date.offset_s;
    return true;
}

static int64_t floor_days(int64_t seconds)
{
    return seconds >= 0 ? seconds / DAY_S : -((-seconds + DAY_S - 1) / DAY_S);
}

void gs_whois_date_format(int64_t date_s, char out[GS_WHOIS_AGE_MAX])
{
    static const char *const names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct date date;
    date_of(floor_days(date_s), &date);
    (void)snprintf(out, GS_WHOIS_AGE_MAX, "%d %s %d", date.day, names[date.month - 1],
                   date.year);
}

void gs_whois_age_format(int64_t date_s, int64_t now_s, char out[GS_WHOIS_AGE_MAX])
{
    bool is_past = date_s < now_s;
    int64_t days = (is_past ? now_s - date_s : date_s - now_s) / DAY_S;
    if (days == 0) {
        (void)snprintf(out, GS_WHOIS_AGE_MAX, "%s",
                       is_past ? "less than a day ago" : "in less than a day");
        return;
    }
    int64_t count = days;
    const char *unit = "day";
    if (days >= 2 * INT64_C(365)) {
        count = days * 100 / 36525;
        unit = "year";
    } else if (days >= 2 * INT64_C(31)) {
        count = days * 100 / 3044;
        unit = "month";
    }
    (void)snprintf(out, GS_WHOIS_AGE_MAX, "%s%" PRId64 " %s%s%s", is_past ? "" : "in ",
                   count, unit, count == 1 ? "" : "s", is_past ? " ago" : "");
}

int64_t gs_whois_days_until(int64_t date_s, int64_t now_s)
{
    return floor_days(date_s - now_s);
}
