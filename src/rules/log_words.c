/* SPDX-License-Identifier: MIT */
#include "gaiscope/rules/log_words.h"

#include "gaiscope/model/hints.h"

void gs_log_words_question(struct gs_buf *out, const struct gs_question *question)
{
    const char *node = gs_question_node(question);
    const char *service = gs_question_service(question);
    gs_buf_add_text(out, node != NULL ? node : "no host");
    if (service != NULL) {
        gs_buf_addf(out, " %s", service);
    }
}

static void add_hint(struct gs_buf *out, struct gs_hint_table table, int value)
{
    const char *name = gs_hint_name(table, value);
    if (name != NULL && value != 0) {
        gs_buf_addf(out, " %s", name);
    }
}

void gs_log_words_variant(struct gs_buf *out, const struct gs_question *question)
{
    const struct gs_hints *hints = &question->hints;
    gs_log_words_question(out, question);
    add_hint(out, gs_hint_families(), hints->family);
    add_hint(out, gs_hint_socktypes(), hints->socktype);
    if (hints->flags != 0) {
        gs_buf_add_text(out, " ");
        gs_flags_format(out, hints->flags, " ");
    }
}

void gs_log_words_eai(struct gs_buf *out, enum gs_outcome outcome,
                      const struct gs_eai *error)
{
    if (error->code != 0) {
        gs_buf_addf(out, "%s %d, ", error->name, error->code);
    }
    if (error->system_errno != 0) {
        gs_buf_add_text(out, error->text);
    } else {
        gs_buf_add_text(out, gs_outcome_word(outcome));
    }
}

void gs_log_words_system(struct gs_buf *out, const struct gs_system_answer *answer)
{
    if (answer->outcome != GS_OUTCOME_ANSWERED) {
        gs_log_words_eai(out, answer->outcome, &answer->error);
        return;
    }
    size_t count = answer->rows.count + answer->left_out;
    gs_buf_addf(out, "%zu row%s", count, count == 1 ? "" : "s");
}

static void add_server(struct gs_buf *out, const struct gs_endpoint *server)
{
    char text[GS_ENDPOINT_TEXT_MAX];
    gs_endpoint_format(server, GS_DNS_PORT, text);
    gs_buf_add_text(out, text);
}

/* The name that a PTR question found; NULL: none. RFC 2317: it may stand behind a CNAME. */
static const char *pointer_of(const struct gs_dns_answer *answer)
{
    for (size_t i = 0; answer->type == GS_TYPE_PTR && i < answer->answer.count; i++) {
        const struct gs_record *record = &answer->answer.items[i];
        if (record->type == GS_TYPE_PTR && record->target != NULL) {
            return record->target;
        }
    }
    return NULL;
}

static size_t count_of_type(const struct gs_dns_answer *answer)
{
    size_t count = 0;
    for (size_t i = 0; i < answer->answer.count; i++) {
        const struct gs_record *record = &answer->answer.items[i];
        count += record->type == answer->type || answer->type == GS_TYPE_ANY ? 1 : 0;
    }
    return count;
}

/* What a message said: what is not in its code by our word. */
static void add_message(struct gs_buf *out, const struct gs_dns_answer *answer)
{
    const char *pointer = pointer_of(answer);
    char rcode[GS_RCODE_TEXT_MAX];
    gs_rcode_format(answer->rcode, rcode);
    if (answer->outcome == GS_OUTCOME_NO_SUCH_NAME ||
        answer->outcome == GS_OUTCOME_NO_DATA ||
        answer->outcome == GS_OUTCOME_BAD_ANSWER) {
        gs_buf_addf(out, "%s, ", gs_outcome_word(answer->outcome));
    } else if (answer->outcome == GS_OUTCOME_ANSWERED && pointer != NULL) {
        gs_buf_addf(out, "%s, ", pointer);
    } else if (answer->outcome == GS_OUTCOME_ANSWERED) {
        size_t count = count_of_type(answer);
        gs_buf_addf(out, "%s, %zu record%s, ", rcode, count, count == 1 ? "" : "s");
    } else {
        gs_buf_addf(out, "%s, ", rcode);
    }
    add_server(out, &answer->server);
    gs_buf_addf(out, " by %s", gs_transport_word(answer->transport));
}

/* Of whom nothing usable came: "no reply from 10.0.0.2", "port closed at 10.0.0.2". */
static void add_failure(struct gs_buf *out, enum gs_outcome outcome,
                        const struct gs_endpoint *server)
{
    gs_buf_addf(out, "%s %s ", gs_dns_word(outcome, -1),
                outcome == GS_OUTCOME_TIMED_OUT || outcome == GS_OUTCOME_BAD_ANSWER
                    ? "from"
                    : "at");
    add_server(out, server);
}

/* Whether all tries went to one server, so that naming it says all. */
static bool is_one_server(const struct gs_dns_try_list *tries)
{
    for (size_t i = 1; i < tries->count; i++) {
        if (!gs_endpoint_is_equal(&tries->items[i].server, &tries->items[0].server)) {
            return false;
        }
    }
    return true;
}

static void add_silence(struct gs_buf *out, const struct gs_dns_answer *answer)
{
    size_t count = answer->tries.count;
    if (answer->outcome == GS_OUTCOME_BAD_QUESTION) {
        gs_buf_add_text(out, "not a name that fits DNS; nothing was sent");
    } else if (count == 0 && answer->outcome == GS_OUTCOME_UNREACHABLE) {
        gs_buf_add_text(out, "no name server is known; nothing was sent");
    } else if (count == 0) {
        gs_buf_add_text(out, gs_dns_word(answer->outcome, -1));
    } else if (is_one_server(&answer->tries)) {
        add_failure(out, answer->outcome, &answer->tries.items[count - 1].server);
    } else {
        gs_buf_addf(out, "%s from any server", gs_dns_word(answer->outcome, -1));
    }
}

void gs_log_words_dns(struct gs_buf *out, const struct gs_dns_answer *answer)
{
    if (answer->rcode >= 0) {
        add_message(out, answer);
    } else {
        add_silence(out, answer);
    }
    if (answer->tries.count > 1) {
        gs_buf_addf(out, ", %zu tries", answer->tries.count);
    }
}

void gs_log_words_try(struct gs_buf *out, const struct gs_dns_try *try)
{
    if (try->is_truncated) {
        gs_buf_add_text(out, "truncated, ");
        add_server(out, &try->server);
    } else if (try->outcome == GS_OUTCOME_ANSWERED) {
        char rcode[GS_RCODE_TEXT_MAX];
        gs_rcode_format(try->rcode, rcode);
        gs_buf_addf(out, "%s, ", rcode);
        add_server(out, &try->server);
    } else {
        add_failure(out, try->outcome, &try->server);
    }
    gs_buf_addf(out, " by %s, %s", gs_transport_word(try->transport),
                try->is_truncated ? "TCP follows" : "asked again");
}
