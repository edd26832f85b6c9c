/* SPDX-License-Identifier: MIT */
/*
 * What a view keeps between frames. Private to the files that run commands and draw lines.
 */
#ifndef GAISCOPE_SRC_VIEW_VIEW_STATE_H
#define GAISCOPE_SRC_VIEW_VIEW_STATE_H

#include "tabs.h"

#include "gaiscope/view/command_line.h"
#include "gaiscope/view/line_edit.h"
#include "gaiscope/view/list_state.h"

#define GS_TRAIL_MAX 500     /* questions that Backspace leads back to */
#define GS_SAY_US    5000000 /* how long a sentence stands in the footer */

#define GS_PROTOCOL_NAME_MAX 32 /* bytes of a protocol as typed */
#define GS_HINTS_GROUPS_MAX  5  /* groups of the hints popup */

enum gs_prompt_kind {
    GS_PROMPT_NONE = 0,
    GS_PROMPT_SEARCH,
    GS_PROMPT_FILTER,
};

enum gs_popup_kind {
    GS_POPUP_NONE = 0,
    GS_POPUP_DETAILS,
    GS_POPUP_HELP,
    GS_POPUP_COPY,
    GS_POPUP_LISTEN,
    GS_POPUP_HINTS,
    GS_POPUP_MATRIX,
};

/* What Enter does on a row of the bind pane. */
enum gs_listen_act {
    GS_LISTEN_START = 0,
    GS_LISTEN_CLOSE,
    GS_LISTEN_ELSEWHERE, /* on a port that needs no privilege */
    GS_LISTEN_DETAILS,
};

/* The command line while it is open, and what outlives it. */
struct gs_command_state {
    bool is_open;
    struct gs_line_edit edit;    /* what is typed */
    struct gs_completions found; /* what completes it */
    struct gs_list_state list;   /* the chosen one, and their window */
    bool is_chosen;              /* one was chosen: Enter runs it */
    struct gs_buf error;         /* why the line was not run; "" fine */
    struct gs_past_lines past;   /* lines run, oldest first */
    size_t past_at;              /* lines back; 0: what is typed */
    struct gs_choices themes;    /* that there are; lent */
    struct gs_hints first_hints; /* the arguments as the program began */
    struct gs_request request;   /* waits to be claimed */
};

/* What IDNA makes of the host while it is typed. */
enum gs_typed_kind {
    GS_TYPED_PLAIN = 0, /* nothing to say */
    GS_TYPED_FORM,      /* its other form */
    GS_TYPED_NOTE,      /* asked, but look here */
    GS_TYPED_REFUSED,   /* Enter will not ask it */
};

struct gs_typed {
    char *host; /* what was judged last; NULL: nothing */
    enum gs_typed_kind kind;
    struct gs_buf label; /* "sent as"; "" */
    struct gs_buf text;  /* the other form, or the rule */
    struct gs_buf more;  /* what IDNA 2003 makes of it; "" */
};

/* A question that was asked, to go back to. */
struct gs_trail_entry {
    char *host;
    char *service;
    bool has_place; /* the person left it from here: */
    enum gs_tab_id tab;
    int focus;
    size_t selected; /* in that pane */
};

/* A row to come back to once the answers are there again. */
struct gs_wanted_row {
    bool is_wanted;
    int pane;
    size_t selected;
};

/* An item that stays selected while the list around it moves. */
struct gs_kept_item {
    uint64_t key; /* as its pane kind tells; 0: none */
    size_t item;  /* where it was */
};

struct gs_trail GS_VEC_OF(struct gs_trail_entry);

struct gs_view {
    const struct gs_session *session;
    struct gs_now now;
    int64_t change_at_us; /* as gs_view_next_change_us() told last */
    uint64_t epoch;       /* counts the times at which it did */
    struct gs_view_status status;
    struct gs_now paused_at; /* the picture's time while answers are held back */

    struct gs_question question; /* as accepted last */
    bool is_editing;             /* the question line has the keys */
    bool is_in_service;          /* in its second field */
    bool is_pristine;            /* the field's text is the old one: typing replaces it */
    struct gs_line_edit host;
    struct gs_line_edit service;
    char question_error[192]; /* why the typed question was not asked; "" fine */
    struct gs_typed typed;
    size_t history_at; /* entries back from what was typed; 0: the typed one */
    char *draft_host;  /* what was typed before history was walked */
    char *draft_service;
    struct gs_trail trail;
    size_t trail_at;             /* the present question's place in the trail */
    struct gs_wanted_row wanted; /* where the person was, who came back */

    enum gs_prompt_kind prompt_kind;
    struct gs_line_edit prompt;
    struct gs_buf search; /* what n and N look for */
    struct gs_command_state command;

    struct gs_record_choice records;  /* what is asked of every name */
    struct gs_race_settings race;     /* how the families race */
    struct gs_message_state message;  /* how the message pane shows it */
    struct gs_connect_choice connect; /* what is connected to */

    enum gs_tab_id tab;
    int focus;                   /* of the present view */
    int tab_focus[GS_TAB_COUNT]; /* of each view, while another one is seen */
    bool is_zoomed;
    bool was_dead;          /* the focus went to the failure already */
    bool is_v6_sender;      /* of the mail view's senders the one turned up */
    bool was_null;          /* the focus went to the sockets already */
    uint64_t raced;         /* the round whose winner was selected last */
    size_t raced_item;      /* and its item */
    uint64_t asked_service; /* of the table read and the service selected in it */
    size_t cols;            /* of the last frame */
    uint64_t frame;         /* counts the frames */
    uint64_t drawn_in[GS_PANE_COUNT]; /* the frame in which each pane was drawn last */
    struct gs_list_state lists[GS_PANE_COUNT];
    struct gs_sort sorts[GS_PANE_COUNT];
    struct gs_picks picks[GS_PANE_COUNT];
    uint64_t drawn_monitor;        /* the monitor's revision in the last frame */
    uint64_t told_rounds;          /* of hosts that had ended in that frame */
    int64_t told_us;               /* when they became so many */
    uint64_t drawn_summary;        /* the stamp of its summary in that frame */
    int64_t drawn_us;              /* when that was */
    struct gs_watched_order hosts; /* of the monitor's pane */
    struct gs_tags tags;           /* of its hosts */
    uint64_t tags_stamp;           /* rises when they change */
    uint64_t tags_revision;        /* of the list whose hosts they are */
    uint64_t one_host;             /* lent to a request: the selected one */
    bool groups_hosts;             /* by their labels */
    bool shows_answers;            /* of hosts, in the place of their history */
    struct gs_kept_item kept[GS_PANE_COUNT]; /* the selected ones, as drawn last */
    uint64_t seen_total; /* lines of the log when the newest was seen last */
    struct gs_place places[GS_PANES_MAX]; /* of the last frame */
    size_t place_count;
    uint64_t places_stamp; /* what they were found from */

    enum gs_popup_kind popup;
    struct gs_list_state popup_list;
    size_t help_hit; /* the help's line with the last hit; GS_NO_ROW: none */
    struct gs_question hints_before;      /* as it was when the hints were opened */
    size_t hints_group;                   /* enum gs_hints_group of the cursor */
    size_t hints_at[GS_HINTS_GROUPS_MAX]; /* and its place in each group */
    bool is_hints_typing;                 /* a protocol is being typed */
    struct gs_line_edit hints_other;      /* there */
    char *kept_host;      /* what was asked before the null node was chosen; NULL: none */
    size_t matrix_cell;   /* selected, as model/variant.h counts */
    bool copies_question; /* the copy menu takes the whole question, not the row */
    struct gs_bind_row_list bind_rows; /* to be opened, or asked about */

    size_t tour_at;      /* the station where the person is; 0: no tour */
    char tour_title[64]; /* of its band */

    struct gs_buf said;
    enum gs_role said_role;
    int64_t said_until_us;
    bool is_said_new; /* no frame has shown it yet */
    char *copied;     /* waits to be claimed */

    struct gs_digest digest;
    struct gs_idn_labels labels; /* of `labels_host` */
    char *labels_host;
};

/* What a pane is built from, its cached parts brought up to date. */
struct gs_pane_context gs_view_context_of(struct gs_view *view, int pane);

/* The context of a pane as it was drawn last. */
struct gs_pane_context gs_view_drawn_context(struct gs_view *view, int pane);

/* The filter of a pane; "": none. */
const char *gs_view_filter(const struct gs_view *view, int pane);

/* All rows of a pane, filtered, without a window. */
void gs_view_build_all(struct gs_view *view, int pane, struct gs_rows *rows);

/* The same for a pane that wide. */
void gs_view_build_wide(struct gs_view *view, int pane, size_t width_cells,
                        struct gs_rows *rows);

/* The same, of a pane that filters itself with a window of one item alone. */
void gs_view_build_item(struct gs_view *view, int pane, size_t item,
                        struct gs_rows *rows);

/* Whether a pane was drawn in the last frame: it may have had no room. */
bool gs_view_is_in_sight(const struct gs_view *view, int pane);

/* The pane's own number of its selected item; GS_NO_ITEM: nothing is selected. */
size_t gs_view_selected(struct gs_view *view, int pane);

/* Commands by where the keys go. Each returns GS_EFFECT_* bits. */
unsigned gs_view_run_panes(struct gs_view *view, enum gs_command_id command);
unsigned gs_view_run_question(struct gs_view *view, enum gs_command_id command);
unsigned gs_view_run_prompt(struct gs_view *view, enum gs_command_id command);
unsigned gs_view_run_popup(struct gs_view *view, enum gs_command_id command);
unsigned gs_view_type_question(struct gs_view *view, const char *text, size_t len,
                               bool is_paste);
unsigned gs_view_type_menu(struct gs_view *view, const char *text, size_t len);

/* Puts the focused pane in the order of one of its columns, and says so. */
void gs_view_sort(struct gs_view *view, size_t column, bool is_reversed);

/* Goes to the view of a pane, and to the pane. */
unsigned gs_view_go_to(struct gs_view *view, int pane);

/* Shows another view, which closes what listens in the one that is left. Returns: effects. */
unsigned gs_view_open_tab(struct gs_view *view, enum gs_tab_id tab);

/* The command line. */
void gs_view_open_command(struct gs_view *view);
void gs_view_close_command(struct gs_view *view);
void gs_view_fini_command(struct gs_view *view);
unsigned gs_view_run_command(struct gs_view *view, enum gs_command_id command);
unsigned gs_view_type_command(struct gs_view *view, const char *text, size_t len);
void gs_view_put_command(struct gs_view *view, struct gs_rows *rows);

/* The completion that was chosen; NULL: none was. Owns: the view. */
const struct gs_completion *gs_view_chosen(const struct gs_view *view);

/* Carries out what a typed line asks for. Returns: GS_EFFECT_* bits. */
unsigned gs_view_carry_out(struct gs_view *view, const struct gs_request *request);

/* The message of the selected record in its next form; it is shown where it is not in sight. */
unsigned gs_view_turn_message(struct gs_view *view);

/* Asks for DNSSEC records, too, or no more. */
unsigned gs_view_turn_dnssec(struct gs_view *view);

/* Takes what is asked of every name, and hands it to the app. Returns: effects. */
unsigned gs_view_choose_records(struct gs_view *view,
                                const struct gs_record_choice *records);

/* Whether a key does something in the monitor's view alone. */
bool gs_view_is_watch_key(enum gs_command_id command);

/* The monitor's keys, in its view alone. Returns: effects; GS_EFFECT_NOT_MINE: no such key. */
unsigned gs_view_run_watch(struct gs_view *view, enum gs_command_id command);

/* What is said otherwise of the tagged hosts, else of the selected one. */
unsigned gs_view_change_watched(struct gs_view *view, const struct gs_request *request);

/* Names the hosts that a key is for in a request: the tagged ones, else the selected one.
 * Returns: false, with a sentence: there is none. */
bool gs_view_choose_hosts(struct gs_view *view, struct gs_request *request);

/* Appends the hosts of a request: "iana.org", "3 hosts", "all hosts". */
void gs_view_name_hosts(const struct gs_view *view, const struct gs_request *request,
                        struct gs_buf *out);

/* Asks those hosts less often, step 1, or more often, step -1; or so often; 0: as the list says.
 * Returns: what is to be done. */
unsigned gs_view_step_watched(struct gs_view *view, int step);
unsigned gs_view_set_watched(struct gs_view *view, uint32_t interval_s);

/* The same for the interval of the list; a host with one of its own keeps it. */
unsigned gs_view_set_list(struct gs_view *view, uint32_t interval_s);

/* Whether typed lines are for watched hosts: their view is open. */
bool gs_view_is_watching(const struct gs_view *view);

/* Takes the tags off that hosts bore which are watched no more. */
void gs_view_renew_tags(struct gs_view *view);

/* Moves focus and selection to where they go by themselves, once. */
void gs_view_follow(struct gs_view *view, const struct gs_pane_context *context);

/* Whether a command changes how is raced; runs it, in the race view alone. */
bool gs_view_is_race_turn(enum gs_command_id command);
unsigned gs_view_turn_race(struct gs_view *view, enum gs_command_id command);

/* Takes how is raced from now on, and hands it to the app. Returns: effects. */
unsigned gs_view_choose_race(struct gs_view *view,
                             const struct gs_race_settings *settings);

/* Searches a text in the focused pane, or keeps the rows that match it. */
void gs_view_search(struct gs_view *view, const char *text);
void gs_view_keep(struct gs_view *view, const char *text);

/* What IDNA makes of the host in the question line, judged when its text is another one. */
const struct gs_typed *gs_view_typed(struct gs_view *view);
void gs_typed_fini(struct gs_typed *typed);

/* Begins editing the question line. */
void gs_view_edit_question(struct gs_view *view);

/* Asks a host and a service as if typed. Returns: effects; what is wrong is said. */
unsigned gs_view_ask(struct gs_view *view, const char *host, const char *service);

/* One step along the questions asked: -1 back, 1 forward. */
unsigned gs_view_walk(struct gs_view *view, int step);

/* Takes the question as the present one into the trail. */
void gs_view_remember(struct gs_view *view);
void gs_trail_fini(struct gs_trail *trail);

/* Selects the next (1) or previous (-1) hit of the search in the focused pane. */
void gs_view_find(struct gs_view *view, int step);

/* The text of the selected row, as copied. Owns: the caller frees. NULL: nothing selected. */
char *gs_view_copy_row(struct gs_view *view);

/* The verdict and the footer, each as the single row of `rows`. */
void gs_view_put_verdict(struct gs_view *view, struct gs_rows *rows);
void gs_view_put_footer(struct gs_view *view, struct gs_rows *rows);

/* The tour: goes to the station behind (1) or before (-1); ends it; begins it where it can be. */
unsigned gs_view_tour_step(struct gs_view *view, int step);
unsigned gs_view_end_tour(struct gs_view *view);
unsigned gs_view_begin_tour(struct gs_view *view, size_t number);

/* Popups. */
void gs_view_open_details(struct gs_view *view);
unsigned gs_view_open_copy(struct gs_view *view);
void gs_view_open_hints(struct gs_view *view);
unsigned gs_view_run_hints(struct gs_view *view, enum gs_command_id command);
unsigned gs_view_run_hints_typing(struct gs_view *view, enum gs_command_id command);
unsigned gs_view_run_copy(struct gs_view *view, enum gs_command_id command);
unsigned gs_view_open_matrix(struct gs_view *view);
unsigned gs_view_run_matrix(struct gs_view *view, enum gs_command_id command);
void gs_popup_matrix(struct gs_view *view, size_t cols, size_t rows,
                     struct gs_popup *popup);
void gs_help_search(struct gs_view *view, const char *text);
unsigned gs_view_run_help(struct gs_view *view, enum gs_command_id command);
void gs_popup_help(struct gs_view *view, size_t cols, size_t rows,
                   struct gs_popup *popup);
void gs_popup_details(struct gs_view *view, size_t cols, size_t rows,
                      struct gs_popup *popup);
void gs_popup_hints(struct gs_view *view, size_t cols, size_t rows,
                    struct gs_popup *popup);
void gs_popup_copy(struct gs_view *view, size_t cols, size_t rows,
                   struct gs_popup *popup);

/* Listening: whether anything is open; what Enter does on the bind pane's row, and its word;
 * opening or closing from anywhere. */
bool gs_view_has_both_senders(const struct gs_view *view);
bool gs_view_is_listening(const struct gs_view *view);
const char *gs_view_listen_word(struct gs_view *view);
unsigned gs_view_listen_row(struct gs_view *view);
unsigned gs_view_toggle_listening(struct gs_view *view);
unsigned gs_view_run_listen(struct gs_view *view, enum gs_command_id command);
void gs_popup_listen(struct gs_view *view, size_t cols, size_t rows,
                     struct gs_popup *popup);

/* Makes a popup as high as the rows counted in it, as far as a screen of `rows` allows.
 * Returns: the rows of its window, the list's scroll clamped to them. */
size_t gs_popup_fit(struct gs_list_state *list, size_t rows, struct gs_popup *popup);

/* The selected row of getaddrinfo when an address pane has the focus; NULL: none. */
const struct gs_addrinfo *gs_view_address_row(struct gs_view *view, size_t *rank);

#endif
