/* SPDX-License-Identifier: MIT */
/*
 * The question is asked of the engine, and parts of it again.
 */
#include "app_private.h"

#include "gaiscope/rules/canonical.h"

unsigned gs_app_parts(const struct gs_app *app)
{
    unsigned more = app->connects_always ? GS_PART_BIT(GS_PART_CONNECT) : 0;
    return app->options->parts | more;
}

void gs_app_ask(struct gs_app *app)
{
    if (gs_app_refuses(app)) {
        gs_view_set_question(app->view, &app->session.lookup.question);
        return;
    }
    gs_app_pause(app, false); /* a new question is to be seen */
    app->is_unkept = true;
    app->wanted = 0;
    app->has_asked_nameinfo = false;
    (void)gs_engine_ask(app->engine, gs_view_question(app->view), gs_app_parts(app),
                        NULL);
}

/* The addresses in the answers that stay, for asking their names again. Owns: the caller. */
static struct gs_address_list known_addresses(const struct gs_lookup *lookup,
                                              unsigned parts)
{
    struct gs_address_list known = {0};
    const struct gs_system_answer *system = lookup->now.system;
    bool has_system = (parts & GS_PART_BIT(GS_PART_SYSTEM)) == 0 && system != NULL;
    bool has_dns = (parts & GS_PART_BIT(GS_PART_DNS)) == 0;
    for (size_t i = 0; has_system && i < system->rows.count; i++) {
        gs_vec_push(&known, system->rows.items[i].address);
    }
    for (size_t i = 0; has_dns && i < lookup->now.dns.count; i++) {
        const struct gs_dns_answer *answer = lookup->now.dns.items[i].answer;
        for (size_t j = 0; answer != NULL && j < answer->answer.count; j++) {
            const struct gs_address *address = &answer->answer.items[j].address;
            if (address->family != 0) {
                gs_vec_push(&known, *address);
            }
        }
    }
    return known;
}

/* What libc is asked anew may give other addresses, and those have other names. */
static unsigned with_names(const struct gs_app *app, unsigned parts)
{
    bool is_anew = (parts & GS_PART_BIT(GS_PART_SYSTEM)) != 0;
    return parts | (is_anew ? app->options->parts & GS_PART_BIT(GS_PART_REVERSE) : 0);
}

/* Somebody is connected to at the addresses that are shown; where there are none the name
 * comes first. */
static unsigned with_addresses(const struct gs_lookup *lookup, unsigned parts)
{
    if ((parts & GS_PART_BIT(GS_PART_CONNECT)) == 0) {
        return parts;
    }
    struct gs_address_list known = known_addresses(lookup, parts);
    unsigned more = known.count == 0 ? GS_PART_BIT(GS_PART_SYSTEM) : 0;
    gs_vec_fini(&known);
    return parts | more;
}

static void ask_shown(struct gs_app *app, unsigned parts)
{
    const struct gs_lookup *lookup = &app->session.lookup;
    struct gs_address_list known = known_addresses(lookup, parts);
    const struct gs_shown shown = {.addresses = &known,
                                   .canonical = gs_canonical_of(&lookup->now)};
    (void)gs_engine_ask_shown(app->engine, &lookup->question, parts, &shown);
    gs_vec_fini(&known);
}

void gs_app_ask_again(struct gs_app *app, unsigned parts)
{
    if (gs_app_refuses(app)) {
        return;
    }
    if (!app->session.has_lookup) {
        gs_view_say(app->view, GS_ROLE_WARN, "nothing asked yet: i types a question");
        return;
    }
    parts &= gs_parts_of_question(&app->session.lookup.question);
    if (parts == 0) {
        gs_view_say(app->view, GS_ROLE_WARN, "of a range nothing but names is asked");
        return;
    }
    parts = with_addresses(&app->session.lookup, parts);
    bool is_anew = (parts & GS_PART_BIT(GS_PART_SYSTEM)) != 0;
    app->wanted = is_anew ? 0 : app->wanted;
    if (is_anew || (parts & GS_PART_BIT(GS_PART_NAMEINFO)) != 0) {
        app->has_asked_nameinfo = false;
    }
    parts = with_names(app, parts);
    ask_shown(app, parts);
}
