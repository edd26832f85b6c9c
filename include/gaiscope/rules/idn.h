/* SPDX-License-Identifier: MIT */
/**
 * International names: A-labels and U-labels by IDNA2008, non-transitional, NFC, and shown
 * only when the round trip gives the same label. The one home of <idn2.h>, loaded at the
 * first name that needs it. Pure otherwise. RFC 5890, RFC 5891, RFC 5893; UTS #46.
 */
#ifndef GAISCOPE_RULES_IDN_H
#define GAISCOPE_RULES_IDN_H

#include "gaiscope/base/buf.h"
#include "gaiscope/base/status.h"
#include "gaiscope/base/vec.h"
#include "gaiscope/model/question.h"
#include "gaiscope/rules/scripts.h"

#include <stdbool.h>

#define GS_ISOLATE     "\xe2\x81\xa8" /**< U+2068, before a right-to-left name in a report */
#define GS_POP_ISOLATE "\xe2\x81\xa9" /**< U+2069, behind it */

#define GS_LABEL_MAX 256 /**< bytes of one label in UTF-8 with NUL */

/** Whose name a label can be taken for. */
enum gs_look_kind {
    GS_LOOK_NONE = 0,
    GS_LOOK_SAME_SCRIPT,  /**< Latin letters that look like others: `ıana` */
    GS_LOOK_WHOLE_SCRIPT, /**< all of another script: `аррӏе` in Cyrillic */
    GS_LOOK_MIXED_SCRIPT, /**< some letters of another script: `раypal` */
};

/** What a label looks like: rules/spoof.h fills it. UTS #39 4. */
struct gs_idn_look {
    bool is_checked; /**< ICU's spoof checker judged it; false: scripts alone were */
    enum gs_look_kind kind; /**< how it comes to look like `text` */
    char text[64];          /**< the ASCII name it looks like; "" for none */
    char remark[96]; /**< what else is odd: a mark set twice, ...; "" for nothing */
};

/** One label of a name. */
struct gs_idn_label {
    char unicode[GS_LABEL_MAX]; /**< U-label, or the label itself: safe to be shown */
    char letters[GS_LABEL_MAX]; /**< U-label with all its characters, the unseen ones too:
                                     to be sanitised; "" when there is none */
    char typed[GS_LABEL_MAX];   /**< as it was typed, sanitised, when it was mapped to
                                     another label; "" when not */
    char ascii[64];             /**< A-label as sent; "" when refused */
    char transitional
        [64]; /**< what IDNA2003/transitional processing sends; "" when the same */
    char scripts[64];           /**< "Han", "Latin + Cyrillic"; "" for plain ASCII */
    enum gs_script_level level; /**< how these scripts go together */
    struct gs_idn_look look;    /**< what it can be taken for */
    char error[128];            /**< the rule it breaks; "" when fine */
    char mapping[64];           /**< how `typed` was mapped; "" when it was not */
    char note[128];        /**< a rule for registries that it breaks although it may be
                                asked; "" when none */
    bool is_international; /**< holds anything beyond ASCII, in either form */
    bool is_round_trip;    /**< converting back gives the same label */
    bool is_rtl;           /**< its U-label holds right-to-left characters */
    bool is_mixed_script;  /**< scripts that nobody writes together */
};

/** The labels of a name, left to right. */
struct gs_idn_labels GS_VEC_OF(struct gs_idn_label);

/**
 * Fills host_ascii, host_unicode and idn_error from host (is_exact: host_ascii is host as
 * it stands). A literal or ASCII name without A-labels is copied. Never fails: a refused
 * name has host_ascii "" and idn_error naming the label and the rule. An A-label that IDNA
 * refuses is asked and shown as it stands, since DNS may hold it: idn_error says why it has
 * no U-label, and host_ascii is not "".
 */
void gs_idn_complete(struct gs_question *question);

/** Whether a question's host has labels beyond ASCII, in either form: there is something to
 *  tell of its labels. Not for a literal, and not for a host that goes out byte for byte. */
bool gs_idn_is_international(const struct gs_question *question);

/** The labels of a host (A- or U-labels) with all facts. Owns: the caller, gs_vec_fini(). */
struct gs_idn_labels gs_idn_labels_of(const char *host);

/** Why a label's letters are not shown as they are although IDNA allows them: one holds a
 *  joiner, which nobody sees. "" when they are, or when nothing beyond ASCII is shown. */
const char *gs_idn_unseen(const struct gs_idn_label *label);

/** The U-form of an ASCII name when it has A-labels that survive the round trip; else the
 *  name itself. Appends to `out`. For showing names that came from DNS. */
void gs_idn_show(struct gs_buf *out, const char *ascii_name);

/** The same inside a sentence on the screen: a name that ends in right-to-left letters stays
 *  as it is sent, because digits behind it would change places with it. */
void gs_idn_show_inline(struct gs_buf *out, const char *ascii_name);

/** The same for each word of a record's text (`10 mx.xn--bcher-kva.example`); what stands
 *  between quotation marks is no name and stays. */
void gs_idn_show_words(struct gs_buf *out, const char *text);

/** The same inside a sentence: see gs_idn_show_inline(). */
void gs_idn_show_words_inline(struct gs_buf *out, const char *text);

/** The same with each right-to-left name isolated, sanitised, for a text report. */
void gs_idn_show_words_isolated(struct gs_buf *out, const char *text);

/** Whether gs_idn_show() shows a name otherwise than it is sent. Cheap for plain ASCII. */
bool gs_idn_has_other_form(const char *ascii_name);

/** A name for a text report, sanitised: a name with right-to-left letters stands between U+2068 and
 *  U+2069, so that what is beside it keeps its place. UAX #9 2.4. */
void gs_idn_show_isolated(struct gs_buf *out, const char *ascii_name);

/** Whether a text holds right-to-left characters. */
bool gs_idn_is_rtl(const char *text);

/**
 * The whole name as IDNA 2003 (transitional processing) sends it: `fass.de` for `faß.de`.
 * Appends to `out`. Returns: false, and nothing is appended, when no label differs.
 */
bool gs_idn_transitional(struct gs_buf *out, const struct gs_idn_labels *labels);

#endif
