/* SPDX-License-Identifier: MIT */
/*
 * ICU puts its version into its soname and into every symbol (uspoof_open_72), so nothing can
 * be linked that runs on the next Debian too; the newest one installed is looked for. Its
 * functions are declared here, because its headers need not be there either.
 *
 * A skeleton is not what a person reads ("rn" stands for m, "O" for 0), so the ASCII name is
 * found letter by letter: that one of a-z, 0-9 and the hyphen with the same skeleton.
 */
#include "gaiscope/rules/spoof.h"

#include "idn_label.h"

#include "gaiscope/base/text.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <dlfcn.h>

static const char host_chars[] = "abcdefghijklmnopqrstuvwxyz-0123456789_";

enum {
    NEWEST = 120, /* versions of ICU that are tried */
    OLDEST = 58,  /* the first one whose confusable test has three kinds */
    SKELETON_MAX = 32,
    WHOLE_SCRIPT = 4, /* USPOOF_WHOLE_SCRIPT_CONFUSABLE */
    MIXED_SCRIPT = 2, /* USPOOF_MIXED_SCRIPT_CONFUSABLE */
    INVISIBLE = 32,   /* USPOOF_INVISIBLE: a mark set twice */
    MIXED_NUMBERS = 128,
    HIDDEN_OVERLAY = 256,
};

/* uspoof_open, _checkUTF8, _areConfusableUTF8, _getSkeletonUTF8; a UErrorCode is an int that
 * is above 0 for an error. */
typedef void *(*open_fn)(int *error);
typedef int32_t (*check_fn)(const void *checker, const char *text, int32_t len,
                            int32_t *position, int *error);
typedef int32_t (*confusable_fn)(const void *checker, const char *a, int32_t a_len,
                                 const char *b, int32_t b_len, int *error);
typedef int32_t (*skeleton_fn)(const void *checker, uint32_t type, const char *text,
                               int32_t len, char *out, int32_t size, int *error);

static struct {
    bool was_tried;
    bool is_forbidden;
    void *checker; /* NULL: not there */
    check_fn check;
    confusable_fn are_confusable;
    skeleton_fn skeleton;
    char host[sizeof host_chars - 1][8]; /* skeletons of the characters of a host name */
} icu;

/* What ICU's tables do not say, though no one sees the difference in most fonts. */
static const struct {
    uint32_t code;
    char ascii;
} beside[] = {
    {0x4cf, 'l'}, /* CYRILLIC SMALL LETTER PALOCHKA */
    {0x43a, 'k'}, /* CYRILLIC SMALL LETTER KA */
    {0x3ba, 'k'}, /* GREEK SMALL LETTER KAPPA */
    {0x138, 'k'}, /* LATIN SMALL LETTER KRA */
};

/* -- loading -------------------------------------------------------------------------- */

/* Symbols bear the version, unless ICU was built without it. */
static bool find_symbol(void *handle, const char *name, int version, void *function)
{
    char versioned[64];
    (void)snprintf(versioned, sizeof versioned, "%s_%d", name, version);
    void *symbol = dlsym(handle, versioned);
    if (symbol == NULL) {
        symbol = dlsym(handle, name);
    }
    memcpy(function, &symbol, sizeof symbol);
    return symbol != NULL;
}

static bool get_skeleton(const char *text, size_t len, char *out, size_t size)
{
    int error = 0;
    int32_t got =
        icu.skeleton(icu.checker, 0, text, (int32_t)len, out, (int32_t)size, &error);
    bool is_whole = error <= 0 && got >= 0 && (size_t)got < size;
    out[is_whole ? (size_t)got : 0] = '\0';
    return is_whole;
}

static void take(void *handle, int version)
{
    open_fn open = NULL;
    int error = 0;
    bool has_all =
        find_symbol(handle, "uspoof_open", version, &open) &&
        find_symbol(handle, "uspoof_checkUTF8", version, &icu.check) &&
        find_symbol(handle, "uspoof_areConfusableUTF8", version, &icu.are_confusable) &&
        find_symbol(handle, "uspoof_getSkeletonUTF8", version, &icu.skeleton);
    icu.checker = has_all ? open(&error) : NULL;
    if (error > 0) { /* its data file is not there */
        icu.checker = NULL;
    }
    for (size_t i = 0; icu.checker != NULL && i < sizeof icu.host / sizeof *icu.host;
         i++) {
        (void)get_skeleton(host_chars + i, 1, icu.host[i], sizeof icu.host[i]);
    }
}

static void load(void)
{
    icu.was_tried = true;
    for (int version = NEWEST; version >= OLDEST && icu.checker == NULL; version--) {
        char soname[32];
        (void)snprintf(soname, sizeof soname, "libicui18n.so.%d", version);
        void *handle = dlopen(soname, RTLD_NOW | RTLD_LOCAL);
        if (handle != NULL) {
            take(handle, version);
        }
    }
}

void gs_spoof_use(bool is_used)
{
    icu.is_forbidden = !is_used;
}

bool gs_spoof_is_there(void)
{
    if (!icu.was_tried && !icu.is_forbidden) {
        load();
    }
    return icu.checker != NULL && !icu.is_forbidden;
}

/* -- judging -------------------------------------------------------------------------- */

/* Appends what a character looks like in ASCII. Returns: false when it does not. */
static bool add_ascii_look(struct gs_buf *out, uint32_t code, const char *text,
                           size_t len)
{
    char skeleton[SKELETON_MAX];
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        if (beside[i].code == code) {
            gs_buf_add(out, &beside[i].ascii, 1);
            return true;
        }
    }
    if (code < 0x80) {
        gs_buf_add(out, text, 1);
        return true;
    }
    if (!get_skeleton(text, len, skeleton, sizeof skeleton) || skeleton[0] == '\0') {
        return false;
    }
    for (size_t i = 0; i < sizeof icu.host / sizeof *icu.host; i++) {
        if (strcmp(icu.host[i], skeleton) == 0) {
            gs_buf_add(out, host_chars + i, 1);
            return true;
        }
    }
    gs_buf_add_text(out, skeleton); /* `ae` for one letter */
    return skeleton[strspn(skeleton, host_chars)] == '\0';
}

/* The ASCII text that all of a label looks like. Returns: false when there is none. */
static bool find_ascii_look(const char *label, struct gs_buf *out)
{
    size_t len = strlen(label);
    for (size_t i = 0; i < len;) {
        struct gs_char c = gs_text_decode(label + i, len - i);
        if (!c.is_valid || !add_ascii_look(out, c.code, label + i, c.len_bytes)) {
            return false;
        }
        i += c.len_bytes;
    }
    return out->len > 0;
}

static enum gs_look_kind kind_of(const struct gs_idn_label *label, const char *text)
{
    int error = 0;
    int32_t bits =
        icu.are_confusable(icu.checker, label->letters, (int32_t)strlen(label->letters),
                           text, (int32_t)strlen(text), &error);
    if (error > 0 || bits == 0) { /* by the table above */
        bool is_latin = strcmp(label->scripts, "Latin") == 0;
        bits = label->level == GS_SCRIPTS_SINGLE ? (is_latin ? 1 : WHOLE_SCRIPT)
                                                 : MIXED_SCRIPT;
    }
    return (bits & WHOLE_SCRIPT) != 0   ? GS_LOOK_WHOLE_SCRIPT
           : (bits & MIXED_SCRIPT) != 0 ? GS_LOOK_MIXED_SCRIPT
                                        : GS_LOOK_SAME_SCRIPT;
}

static void add_remarks(const struct gs_idn_label *label, struct gs_idn_look *look)
{
    static const struct {
        int32_t bit;
        const char *words;
    } remarks[] = {
        {INVISIBLE, "a mark is set twice, which is not seen"},
        {MIXED_NUMBERS, "digits of more than one script"},
        {HIDDEN_OVERLAY, "a mark that its letter hides"},
    };

    int error = 0;
    int32_t found = icu.check(icu.checker, label->letters,
                              (int32_t)strlen(label->letters), NULL, &error);
    for (size_t i = 0; i < sizeof remarks / sizeof *remarks; i++) {
        size_t len = strlen(look->remark);
        if (error <= 0 && (found & remarks[i].bit) != 0) {
            (void)snprintf(look->remark + len, sizeof look->remark - len, "%s%s",
                           len > 0 ? "; " : "", remarks[i].words);
        }
    }
}

static void judge(struct gs_idn_label *label)
{
    struct gs_buf text = {0};
    struct gs_idn_look *look = &label->look;
    look->is_checked = true;
    add_remarks(label, look);
    if (find_ascii_look(label->letters, &text) && text.len < sizeof look->text) {
        memcpy(look->text, text.data, text.len + 1);
        look->kind = kind_of(label, look->text);
    }
    gs_buf_fini(&text);
}

void gs_spoof_judge(struct gs_idn_labels *labels)
{
    for (size_t i = 0; i < labels->count; i++) {
        struct gs_idn_label *label = &labels->items[i];
        label->look = (struct gs_idn_look){0};
        if (label->letters[0] != '\0' && label->error[0] == '\0' && gs_spoof_is_there()) {
            judge(label);
        }
    }
}

/* -- words ---------------------------------------------------------------------------- */

void gs_spoof_words(struct gs_buf *out, const struct gs_idn_look *look)
{
    if (look->kind != GS_LOOK_NONE) {
        gs_buf_addf(out, "looks like %s", look->text);
    }
}

const char *gs_spoof_kind_words(enum gs_look_kind kind)
{
    switch (kind) {
    case GS_LOOK_SAME_SCRIPT:
        return "letters of the same script that look alike";
    case GS_LOOK_WHOLE_SCRIPT:
        return "every letter is of another script";
    case GS_LOOK_MIXED_SCRIPT:
        return "some letters are of another script";
    case GS_LOOK_NONE:
        break;
    }
    return "";
}
