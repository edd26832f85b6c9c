/* SPDX-License-Identifier: MIT */
/**
 * The scripts of a label, and whether people write them together. Common and inherited
 * characters (digits, the hyphen, marks) belong to every script. Pure. UTS #39 5.1, 5.2.
 */
#ifndef GAISCOPE_RULES_SCRIPTS_H
#define GAISCOPE_RULES_SCRIPTS_H

#include <stdbool.h>

/** How the scripts of one label go together, the strictest first. */
enum gs_script_level {
    GS_SCRIPTS_ASCII = 0, /**< nothing beyond ASCII */
    GS_SCRIPTS_SINGLE,    /**< one script */
    GS_SCRIPTS_JAPANESE,  /**< of Han, Hiragana, Katakana and Latin */
    GS_SCRIPTS_CHINESE,   /**< of Han, Bopomofo and Latin */
    GS_SCRIPTS_KOREAN,    /**< of Han, Hangul and Latin */
    GS_SCRIPTS_WITH_LATIN, /**< Latin and one script of common use, not Cyrillic or Greek */
    GS_SCRIPTS_MIXED,      /**< anything else */
};

/** What a label is written in. */
struct gs_scripts {
    char names[64]; /**< "Han", "Latin + Cyrillic", in order of first use; "" for ASCII */
    enum gs_script_level level; /**< how they go together */
};

/** The scripts of a text in UTF-8; bytes that are no UTF-8 have none. */
void gs_scripts_of(const char *text, struct gs_scripts *out);

/** Whether no way of writing puts such scripts together in one word. */
bool gs_scripts_is_mixed(enum gs_script_level level);

/** Whose writing a level is: "Japanese", "Chinese", "Korean"; "" for others. */
const char *gs_scripts_writing(enum gs_script_level level);

/** The name of the restriction level: "ASCII only", "single script", "highly restrictive",
 *  "moderately restrictive", "minimally restrictive". UTS #39 5.2. */
const char *gs_scripts_level_name(enum gs_script_level level);

#endif
