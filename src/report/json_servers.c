/* SPDX-License-Identifier: MIT */
#include "json_servers.h"

#include "js_dns.h"
#include "js_domain.h"
#include "parts.h"

#include "gaiscope/rules/server_diff.h"

static void put_time(struct json_t *object, const char *key, int64_t time_us)
{
    js_put(object, key, time_us < 0 ? js_null() : js_int(time_us));
}

static struct json_t *columns_json(const struct gs_server_table *table,
                                   const struct gs_server_diff_list *diffs)
{
    struct gs_server_summary summary = gs_server_summary_of(table, diffs);
    struct json_t *array = js_array();
    for (size_t i = 0; i < table->columns.count && i < GS_SERVERS_MAX; i++) {
        struct json_t *object = js_object();
        js_put_endpoint(object, "server", &table->columns.items[i].server);
        put_time(object, "median_us", summary.median_us[i]);
        js_push(array, object);
    }
    return array;
}

static struct json_t *cell_json(const struct gs_server_table *table,
                                const struct gs_server_diff *diff, const size_t at[2])
{
    const struct gs_server_cell *cell = &diff->cells[at[1]];
    const struct gs_dns_answer *answer = table->columns.items[at[1]].answers.items[at[0]];
    struct json_t *object = js_object();
    js_put_endpoint(object, "server", &table->columns.items[at[1]].server);
    js_put_text(object, "match", gs_server_match_id(cell->match));
    js_put_int(object, "more", (int64_t)cell->more);
    js_put_int(object, "fewer", (int64_t)cell->fewer);
    js_put(object, "answer", answer == NULL ? js_null() : js_dns_answer(answer));
    return object;
}

static struct json_t *member_json(const struct gs_server_member *member)
{
    struct json_t *object = js_object();
    struct json_t *holders = js_array();
    char type[GS_TYPE_TEXT_MAX];
    gs_type_format(member->record->type, type);
    for (size_t i = 0; i < GS_SERVERS_MAX; i++) {
        if ((member->holders & 1u << i) != 0) {
            js_push(holders, js_int((int64_t)i + 1));
        }
    }
    js_put_text(object, "name", member->record->name);
    js_put_text(object, "type", type);
    js_put_text(object, "text", member->record->text);
    js_put(object, "servers", holders);
    js_put_bool(object, "common", member->is_common);
    js_put_int(object, "ttl_min_s", member->ttl_min_s);
    js_put_int(object, "ttl_max_s", member->ttl_max_s);
    return object;
}

static struct json_t *question_json(const struct gs_server_table *table,
                                    const struct gs_server_diff *diff, size_t question)
{
    struct json_t *object = js_object();
    struct json_t *answers = js_array();
    struct json_t *records = js_array();
    char type[GS_TYPE_TEXT_MAX];
    gs_type_format(table->questions.items[question].type, type);
    for (size_t i = 0; i < diff->cell_count; i++) {
        js_push(answers, cell_json(table, diff, (size_t[]){question, i}));
    }
    for (size_t i = 0; i < diff->members.count; i++) {
        js_push(records, member_json(&diff->members.items[i]));
    }
    js_put_text(object, "name", table->questions.items[question].name);
    js_put_text(object, "type", type);
    js_put_bool(object, "alike", diff->differing == 0);
    js_put_bool(object, "ttl_differs", diff->has_ttl_difference);
    put_time(object, "min_us", diff->min_us);
    put_time(object, "max_us", diff->max_us);
    js_put(object, "fastest",
           diff->fastest == SIZE_MAX ? js_null() : js_int((int64_t)diff->fastest + 1));
    js_put(object, "records", records);
    js_put(object, "answers", answers);
    return object;
}

struct json_t *report_json_servers(const struct gs_session *session)
{
    static const struct gs_server_table none = {0};
    const struct gs_server_table *table = session->lookup.now.servers;
    table = table == NULL ? &none : table;
    struct json_t *object = js_object();
    struct json_t *questions = js_array();
    struct gs_server_diff_list diffs;
    gs_server_diff_list_make(table, &diffs);
    for (size_t i = 0; i < table->questions.count; i++) {
        js_push(questions, question_json(table, &diffs.items[i], i));
    }
    js_put(object, "servers", columns_json(table, &diffs));
    js_put(object, "questions", questions);
    gs_server_diff_list_fini(&diffs);
    return object;
}

/* -- the trace ----------------------------------------------------------------------- */

static struct json_t *texts_json(const struct gs_text_list *texts)
{
    struct json_t *array = js_array();
    for (size_t i = 0; i < texts->count; i++) {
        js_push(array, js_text(texts->items[i]));
    }
    return array;
}

static struct json_t *server_json(const struct gs_trace_server *server)
{
    bool has_message = server->rcode >= 0;
    struct json_t *object = js_object();
    js_put_text(object, "host", server->host);
    js_put_endpoint(object, "server", &server->endpoint);
    js_put_text(object, "said", gs_trace_said_id(server->said));
    js_put_text(object, "zone", server->zone);
    js_put_text(object, "alias", server->alias);
    js_put_text(object, "reason", server->reason);
    js_put_bool(object, "followed", server->is_followed);
    js_put_bool(object, "differs", server->differs);
    js_put_bool(object, "looked_up", server->is_looked_up);
    js_put_outcome(object, "outcome", server->outcome);
    js_put_rcode(object, server->rcode);
    js_put(object, "flags", js_dns_flags(&server->flags));
    js_put_text(object, "transport",
                has_message ? report_transport_id(server->transport) : NULL);
    js_put_int(object, "size_bytes", server->size_bytes);
    js_put_int(object, "tries", server->tries);
    js_put_int(object, "elapsed_us", server->elapsed_us);
    js_put_text(object, "extended_error", server->error);
    js_put(object, "records", texts_json(&server->lines));
    js_put_int(object, "left_out", server->left_out);
    return object;
}

static struct json_t *level_json(const struct gs_trace_level *level)
{
    struct json_t *object = js_object();
    struct json_t *servers = js_array();
    for (size_t i = 0; i < level->servers.count; i++) {
        js_push(servers, server_json(&level->servers.items[i]));
    }
    js_put_text(object, "zone", level->zone);
    js_put_text(object, "asked", level->asked);
    js_put_text(object, "came_to", gs_trace_said_id(level->ended));
    js_put(object, "servers", servers);
    js_put_int(object, "left_out", (int64_t)level->left_out);
    return object;
}

struct json_t *report_json_trace(const struct gs_session *session)
{
    static const struct gs_trace none = {0};
    const struct gs_trace *trace = session->lookup.now.trace;
    trace = trace == NULL ? &none : trace;
    struct json_t *object = js_object();
    struct json_t *zones = js_array();
    char type[GS_TYPE_TEXT_MAX];
    gs_type_format(trace->type, type);
    for (size_t i = 0; i < trace->levels.count; i++) {
        js_push(zones, level_json(&trace->levels.items[i]));
    }
    js_put_text(object, "name", trace->name);
    js_put_text(object, "type", trace->name == NULL ? NULL : type);
    js_put_outcome(object, "outcome", trace->outcome);
    js_put_text(object, "problem", trace->problem);
    js_put(object, "aliases", texts_json(&trace->aliases));
    js_put(object, "records", texts_json(&trace->answer));
    js_put(object, "zones", zones);
    js_put_int(object, "elapsed_us", trace->elapsed_us);
    return object;
}
