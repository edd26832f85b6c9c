/* SPDX-License-Identifier: MIT */
#include "gaiscope/ui/key.h"

#include "gaiscope/base/text.h"

#include <string.h>

static const struct {
    const char *name;
    enum gs_key_code kind;
} names[] = {
    {"Up", GS_KEY_UP},        {"Down", GS_KEY_DOWN},      {"Left", GS_KEY_LEFT},
    {"Right", GS_KEY_RIGHT},  {"Home", GS_KEY_HOME},      {"End", GS_KEY_END},
    {"PgUp", GS_KEY_PAGE_UP}, {"PgDn", GS_KEY_PAGE_DOWN}, {"Ins", GS_KEY_INSERT},
    {"Del", GS_KEY_DELETE},   {"Enter", GS_KEY_ENTER},    {"Backspace", GS_KEY_BACKSPACE},
    {"Tab", GS_KEY_TAB},      {"S-Tab", GS_KEY_BACKTAB},  {"Esc", GS_KEY_ESCAPE},
};

/* "F1" to "F12". */
static enum gs_key_code function_key(const char *name)
{
    size_t digits = name[0] == 'F' ? strspn(name + 1, "0123456789") : 0;
    if (digits == 0 || digits > 2 || name[1] == '0' || name[1 + digits] != '\0') {
        return GS_KEY_NONE;
    }
    int number = digits == 1 ? name[1] - '0' : (name[1] - '0') * 10 + name[2] - '0';
    return number <= 12 ? GS_KEY_F1 + (unsigned)(number - 1) : GS_KEY_NONE;
}

static enum gs_key_code named_key(const char *name)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i].name, name) == 0) {
            return names[i].kind;
        }
    }
    return function_key(name);
}

static enum gs_status character_key(const char *name, struct gs_key *key)
{
    key->kind = GS_KEY_CHAR;
    if (strcmp(name, "Space") == 0) {
        key->code = ' ';
        return GS_OK;
    }
    size_t len = strlen(name);
    struct gs_char c = gs_text_decode(name, len);
    if (!c.is_valid || c.len_bytes != len || !gs_text_is_printable(c.code) ||
        c.code == ' ') {
        return GS_EFORMAT;
    }
    bool is_upper = c.code >= 'A' && c.code <= 'Z';
    key->code = key->is_ctrl && is_upper ? c.code - 'A' + 'a' : c.code;
    return GS_OK;
}

enum gs_status gs_key_parse(const char *name, struct gs_key *out)
{
    struct gs_key key = {0};
    while ((name[0] == 'C' || name[0] == 'M') && name[1] == '-' && name[2] != '\0') {
        bool *flag = name[0] == 'C' ? &key.is_ctrl : &key.is_alt;
        if (*flag) {
            return GS_EFORMAT;
        }
        *flag = true;
        name += 2;
    }
    key.kind = named_key(name);
    if (key.kind == GS_KEY_NONE && character_key(name, &key) != GS_OK) {
        return GS_EFORMAT;
    }
    *out = key;
    return GS_OK;
}

bool gs_key_is_equal(const struct gs_key *a, const struct gs_key *b)
{
    return a->kind == b->kind && a->is_ctrl == b->is_ctrl && a->is_alt == b->is_alt &&
           (a->kind != GS_KEY_CHAR || a->code == b->code);
}
