/* SPDX-License-Identifier: MIT */
#include "json_sources.h"

#include "js_domain.h"

#include "gaiscope/rules/provenance.h"

static const char *state_id(enum gs_rung_state state)
{
    static const char *const ids[] = {
        [GS_RUNG_WAITING] = NULL,      [GS_RUNG_ANSWERED] = "answered",
        [GS_RUNG_MISSING] = "missing", [GS_RUNG_KILLED] = "ended",
        [GS_RUNG_FAILED] = "failed",
    };
    return ids[state];
}

static const char *status_id(const struct gs_rung *rung)
{
    static const char *const ids[] = {
        [GS_NSS_SUCCESS] = "success",
        [GS_NSS_NOTFOUND] = "notfound",
        [GS_NSS_UNAVAIL] = "unavail",
        [GS_NSS_TRYAGAIN] = "tryagain",
    };
    return rung->state == GS_RUNG_WAITING ? NULL : ids[rung->status];
}

/* Each address once, in the order of the source. */
static struct json_t *addresses_json(const struct gs_system_answer *answer)
{
    struct json_t *array = js_array();
    for (size_t i = 0; answer != NULL && i < answer->rows.count; i++) {
        const struct gs_addrinfo *row = &answer->rows.items[i];
        char text[GS_ADDRESS_TEXT_MAX];
        if (i == 0 || !gs_address_is_equal(&row->address, &row[-1].address)) {
            gs_address_format(&row->address, text);
            js_push(array, js_text(text));
        }
    }
    return array;
}

static struct json_t *rung_json(const struct gs_rung *rung, enum gs_lead lead)
{
    static const struct gs_system_answer none = {0};
    const struct gs_system_answer *answer = rung->answer == NULL ? &none : rung->answer;
    struct json_t *object = js_object();
    js_put_text(object, "name", rung->source.name);
    js_put(object, "actions", js_text_or_null(rung->source.actions));
    js_put(object, "module", js_text_or_null(rung->module));
    js_put_text(object, "state", state_id(rung->state));
    js_put_text(object, "status", status_id(rung));
    js_put_text(object, "then", gs_lead_id(lead));
    js_put_outcome(object, "outcome", answer->outcome);
    js_put_eai(object, "error", &answer->error);
    js_put(object, "elapsed_us",
           rung->answer == NULL ? js_null() : js_int(rung->elapsed_us));
    js_put(object, "addresses", addresses_json(rung->answer));
    js_put_name(object, "canonname",
                answer->rows.count > 0 ? answer->rows.items[0].canonname : NULL);
    return object;
}

static struct json_t *rungs_json(const struct gs_ladder *ladder)
{
    struct json_t *array = js_array();
    struct gs_walk walk = gs_ladder_walk(ladder);
    for (size_t i = 0; i < ladder->rungs.count; i++) {
        js_push(array, rung_json(&ladder->rungs.items[i], walk.leads[i]));
    }
    return array;
}

static struct json_t *hosts_json(const struct gs_hosts_line_list *lines)
{
    struct json_t *array = js_array();
    for (size_t i = 0; i < lines->count; i++) {
        const struct gs_hosts_line *line = &lines->items[i];
        struct json_t *object = js_object();
        js_put_int(object, "line", (int64_t)line->line);
        js_put_address(object, "address", &line->address);
        js_put_text(object, "name", line->name);
        js_put_bool(object, "ignored", line->is_scoped || line->address.family == 0);
        js_push(array, object);
    }
    return array;
}

static struct json_t *findings_json(const struct gs_session *session)
{
    static const char *const weights[] = {
        [GS_FINDING_LOOK] = "look",
        [GS_FINDING_NOTE] = "note",
        [GS_FINDING_DETAIL] = "detail",
    };
    struct json_t *array = js_array();
    struct gs_finding_list findings =
        gs_findings_of(&session->lookup, session->has_machine ? &session->machine : NULL);
    for (size_t i = 0; i < findings.count; i++) {
        const struct gs_finding *finding = &findings.items[i];
        struct json_t *object = js_object();
        js_put_text(object, "code", finding->code);
        js_put_text(object, "weight", weights[finding->weight]);
        js_put_text(object, "clause", finding->clause);
        js_put_text(object, "text", finding->text);
        js_push(array, object);
    }
    gs_vec_fini(&findings);
    return array;
}

struct json_t *sources_json(const struct gs_session *session)
{
    static const struct gs_ladder none = {0};
    const struct gs_ladder *ladder = session->lookup.now.sources;
    ladder = ladder == NULL ? &none : ladder;
    size_t decided = gs_ladder_walk(ladder).decided;
    struct json_t *object = js_object();
    js_put_bool(object, "supported", ladder->is_supported);
    js_put(object, "line",
           ladder->nsswitch_line == 0 ? js_null()
                                      : js_int((int64_t)ladder->nsswitch_line));
    js_put_bool(object, "replaced", ladder->is_replaced);
    js_put_bool(object, "broken", ladder->is_broken);
    js_put_bool(object, "numeric", ladder->is_numeric);
    js_put(object, "answered_by",
           decided == GS_NO_RUNG ? js_null()
                                 : js_text(ladder->rungs.items[decided].source.name));
    js_put(object, "rungs", rungs_json(ladder));
    js_put(object, "hosts_lines", hosts_json(&ladder->hosts));
    js_put(object, "findings", findings_json(session));
    return object;
}
