/* SPDX-License-Identifier: MIT */
/**
 * The state of what the eye sees: focus, cursors, filters, the line being typed, popups; and
 * the commands that move it. Reads a `const struct gs_session`, never writes it and never
 * asks anything: what it cannot do itself comes back as an effect for app/dispatch.
 * One thread.
 */
#ifndef GAISCOPE_VIEW_VIEW_H
#define GAISCOPE_VIEW_VIEW_H

#include "gaiscope/model/record_choice.h"
#include "gaiscope/model/session.h"
#include "gaiscope/model/text_table.h"
#include "gaiscope/view/command.h"
#include "gaiscope/view/command_line.h"
#include "gaiscope/view/frame.h"

#include <stdbool.h>
#include <stdint.h>

/** What is to be done after a command; bits. */
enum gs_effect {
    GS_EFFECT_NONE = 0,
    GS_EFFECT_REDRAW = 1, /**< the picture changed */
    GS_EFFECT_ASK =
        2, /**< the question was accepted: gs_view_question() is to be asked */
    GS_EFFECT_NOT_MINE = 4,     /**< the view has nothing to do with this command */
    GS_EFFECT_COPY = 8,         /**< gs_view_claim_copy() has a text for the clipboard */
    GS_EFFECT_COPY_REPORT = 16, /**< the JSON report goes to the clipboard */
    GS_EFFECT_REQUEST = 32, /**< gs_view_claim_request() has what only the app can do */
    GS_EFFECT_LISTEN = 64,  /**< gs_view_bind_rows() are to be opened */
    GS_EFFECT_CLOSE_SOCKETS = 128, /**< what listens is to be closed */
};

/** Times of a frame; the view reads no clock. */
struct gs_now {
    int64_t us;     /**< monotonic */
    int64_t wall_s; /**< wall clock */
};

/** What only the app knows and the view shows. */
struct gs_view_status {
    bool is_paused;           /**< answers are held back */
    size_t held_count;        /**< events held back */
    uint32_t interval_s;      /**< asking again every so often; 0: off */
    bool is_unsaved;          /**< the list of hosts was changed here and not saved */
    bool is_recording;        /**< what is told is recorded */
    bool is_replay_paused;    /**< a recording is played, and stands */
    char replay[24];          /**< "replay 4x" while one is played; "" none is */
    uint32_t replay_quarters; /**< how fast its clock goes, 4: as it was; 0: no replay */
};

/** Opens a view of a session, which must outlive it. Owns: the caller, gs_view_free(). */
struct gs_view *gs_view_new(const struct gs_session *session);

/** Frees it; NULL is fine. */
void gs_view_free(struct gs_view *view);

/** Sets the times of the next frame, before the frame functions. */
void gs_view_set_now(struct gs_view *view, struct gs_now now);

/** Sets what the app knows. */
void gs_view_set_status(struct gs_view *view, const struct gs_view_status *status);

/** The arguments the next question is asked with (the hints the person chose). */
void gs_view_set_hints(struct gs_view *view, const struct gs_hints *hints);

/** What is asked of every name: the types, how, of whom. The default is
 *  gs_record_choice_default(). */
void gs_view_set_records(struct gs_view *view, const struct gs_record_choice *records);

/** How the families race. The default is gs_race_settings_default(). */
void gs_view_set_race(struct gs_view *view, const struct gs_race_settings *settings);
/** Says what is connected to; the view changes it itself from then on. */
void gs_view_set_connect(struct gs_view *view, const struct gs_connect_choice *choice);

/** The themes that the command line offers. Takes: `themes` that outlive the view. */
void gs_view_set_themes(struct gs_view *view, struct gs_choices themes);

/** Puts a question into the question line, as if typed. */
void gs_view_set_question(struct gs_view *view, const struct gs_question *question);

/** Shows one sentence at the footer's right for 5 s ("copied", "saved to x.txt", a failure),
 *  with the sign of its role: ▲ for GS_ROLE_WARN, ✗ for GS_ROLE_ERR. */
void gs_view_say(struct gs_view *view, enum gs_role role, const char *sentence);

/** Where keys are going now. */
enum gs_context gs_view_context(const struct gs_view *view);

/** Runs a command of its own. Returns: GS_EFFECT_* bits; GS_EFFECT_NOT_MINE for the app's. */
unsigned gs_view_run(struct gs_view *view, enum gs_command_id command);

/** Takes typed or pasted text (UTF-8, any bytes) into the line being edited; a paste into the
 *  question line is split as gs_question_parse() does. Returns: GS_EFFECT_* bits. */
unsigned gs_view_type(struct gs_view *view, const char *text, size_t len, bool is_paste);

/** The question as accepted (hints included). Valid after GS_EFFECT_ASK. */
const struct gs_question *gs_view_question(const struct gs_view *view);

/** Mouse: focuses a pane and selects an item of it (GS_NO_ITEM: only focuses). */
unsigned gs_view_point(struct gs_view *view, int pane, size_t item);

/** Mouse: scrolls a pane by rows (negative: up) without moving the focus. */
unsigned gs_view_wheel(struct gs_view *view, int pane, int rows);

/** What the panes that were drawn last need and nobody asked yet. */
struct gs_view_wants {
    unsigned parts;              /**< GS_PART_BIT()s of the present question */
    bool has_tables;             /**< the services and protocols files */
    bool has_nameinfo;           /**< getnameinfo's flags on `endpoint`, which nobody
                                      asked about or whose asking was stopped */
    struct gs_endpoint endpoint; /**< the chosen address and its port */
    const char
        *service;  /**< what libc says of this entry; NULL: none. Owns: the session */
    uint16_t port; /**< of `service` */
};

/** Asked after each frame: what is seen is asked on demand. */
struct gs_view_wants gs_view_wants(struct gs_view *view);

/** The parts in sight that are measured round after round: asked again at the interval, too. */
unsigned gs_view_measured(const struct gs_view *view);

/** Whether "again" is meant for the services and protocols files: their pane has the focus. */
bool gs_view_is_in_tables(const struct gs_view *view);

/**
 * Listens on the rows of a null node, or on the chosen row of a host; where others could reach
 * them a popup asks first. Takes: `port` in the place of the asked one; 0: the asked one.
 * Returns: GS_EFFECT_* bits.
 */
unsigned gs_view_bind(struct gs_view *view, uint16_t port);

/** What is to be opened. Valid after GS_EFFECT_LISTEN. Owns: the view. */
const struct gs_bind_row_list *gs_view_bind_rows(const struct gs_view *view);

/** Goes to a station of the tour: its question, its view, its pane. Takes: a number from 1 on;
 *  0, or one behind the last: the tour ends. Returns: GS_EFFECT_* bits. */
unsigned gs_view_tour(struct gs_view *view, size_t number);

/** The station where the person is; 0: no tour is under way. */
size_t gs_view_tour_at(const struct gs_view *view);

/** The part behind the focused pane, for "again". */
enum gs_part gs_view_part(const struct gs_view *view);

/** The text to be copied, once after GS_EFFECT_COPY. Owns: the caller frees. NULL: none. */
char *gs_view_claim_copy(struct gs_view *view);

/** What a typed line asks of the app, once after GS_EFFECT_REQUEST: a command that is not the
 *  view's, or GS_REQUEST_SERVER, _THEME, _INTERVAL. Returns: false: nothing. */
bool gs_view_claim_request(struct gs_view *view, struct gs_request *out);

/** Puts the line run last back into the command line, with the reason why it was not run. */
void gs_view_refuse(struct gs_view *view, const char *why);

/** The text of the focused pane, all rows, as copied or saved. Owns: the caller frees. */
char *gs_view_copy_pane(struct gs_view *view);

/** The focused pane's items as a table; what belongs to no item is left out.
 *  Takes: an empty table. Returns: false when there is no item. Owns: the caller. */
bool gs_view_take_table(struct gs_view *view, struct gs_text_table *out);

/** Whether the focused pane is a picture rather than a table: its facts are its part's. */
bool gs_view_is_drawing(const struct gs_view *view);

/** The title of the focused pane, for a file name. Static. */
const char *gs_view_focus_title(const struct gs_view *view);

/** When what the monitor told since the last frame is to be seen: it tells so much that it is drawn
 *  four times a second at most. Monotonic; INT64_MAX: nothing of it is in the picture. */
int64_t gs_view_news_us(const struct gs_view *view);

/** Whether what is pasted now are lines of the list that is watched: view 8, where nothing is being
 *  typed. */
bool gs_view_takes_hosts(const struct gs_view *view);

/** Pasted lines, lent until GS_EFFECT_REQUEST was done; whether there were more of them
 *  that are not kept. Returns: GS_EFFECT_ bits. */
unsigned gs_view_paste_hosts(struct gs_view *view, const struct gs_buf *lines,
                             bool is_cut);

/** Shows the hosts that are watched: leaves the question's line. */
void gs_view_show_monitor(struct gs_view *view);

/**
 * When the picture changes by itself next (spinner at most 4 times a second, a TTL or the
 * clock once a second, a mark that fades), monotonic; INT64_MAX: never.
 * Asked after each frame: until then what shows a time is kept as it was drawn.
 */
int64_t gs_view_next_change_us(struct gs_view *view);

#endif
