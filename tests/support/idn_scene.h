/* SPDX-License-Identifier: MIT */
/** International names as the engine would tell of them, each answered with one address. */
#ifndef GAISCOPE_TESTS_SUPPORT_IDN_SCENE_H
#define GAISCOPE_TESTS_SUPPORT_IDN_SCENE_H

#include "gaiscope/model/session.h"

/** A name that was asked, whatever it is; its MX, NS and PTR are international, too. */
void idn_scene_ask(struct gs_session *session, const char *host);

/** `alias.example` with its records, some of which lead to international names. */
void idn_scene_records(struct gs_session *session);

/** `www.аррӏе.раypal.com`: a label all Cyrillic, and one that mixes scripts. */
void idn_scene_alike(struct gs_session *session);

/** `faß.a·b.東京タワー.example`: what IDNA 2003 sends otherwise, a dot out of its
 *  context, and Japanese. */
void idn_scene_changed(struct gs_session *session);

/** `אב1.דג.example`: right-to-left labels with a digit. */
void idn_scene_rtl(struct gs_session *session);

/** `bücher.☃.example`: one label is refused, so nothing was asked. */
void idn_scene_refused(struct gs_session *session);

#endif
