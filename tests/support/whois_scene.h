/* SPDX-License-Identifier: MIT */
/** Whois chains as the engine would tell of them. */
#ifndef GAISCOPE_TESTS_SUPPORT_WHOIS_SCENE_H
#define GAISCOPE_TESTS_SUPPORT_WHOIS_SCENE_H

#include "gaiscope/model/session.h"

/** `www.python.org`: root, registry for the name and its parent, registrar; DNS has the same
 *  name servers. */
void whois_scene_chain(struct gs_session *session);

/** The same, while the registrar has not answered yet. */
void whois_scene_waiting(struct gs_session *session);

/** `name.org`: the registry's port is closed. */
void whois_scene_closed(struct gs_session *session);

/** `192.0.2.7`: two regional registries, the second names an rwhois server. */
void whois_scene_network(struct gs_session *session);

/** `python.org`: escape sequences, bidi overrides, Latin-1, a broken end, a loop. */
void whois_scene_hostile(struct gs_session *session);

/** `secret.onion`: nobody is asked. */
void whois_scene_nothing(struct gs_session *session);

#endif
