/* SPDX-License-Identifier: MIT */
#include "gaiscope/ui/keymap.h"

#include "gaiscope/base/vec.h"

#include <string.h>

/* One key of one command. */
struct binding {
    struct gs_key key;
    unsigned contexts;
    enum gs_command_id id;
};

struct gs_keymap GS_VEC_OF(struct binding);

/* Binds every key of a command; `names` is parted by blanks. */
static void bind_keys(struct gs_keymap *keymap, const struct gs_command *command)
{
    const char *names = command->keys == NULL ? "" : command->keys;
    while (*(names += strspn(names, " ")) != '\0') {
        size_t len = strcspn(names, " ");
        struct binding binding = {.contexts = command->contexts, .id = command->id};
        char *name = gs_mem_copy_span(names, len);
        if (gs_key_parse(name, &binding.key) == GS_OK) {
            gs_vec_push(keymap, binding);
        }
        free(name);
        names += len;
    }
}

struct gs_keymap *gs_keymap_new(void)
{
    struct gs_keymap *keymap = gs_mem_new(1, sizeof *keymap);
    size_t count = 0;
    const struct gs_command *commands = gs_commands(&count);
    for (size_t i = 0; i < count; i++) {
        bind_keys(keymap, &commands[i]);
    }
    return keymap;
}

void gs_keymap_free(struct gs_keymap *keymap)
{
    if (keymap != NULL) {
        gs_vec_fini(keymap);
        free(keymap);
    }
}

enum gs_command_id gs_keymap_find(const struct gs_keymap *keymap, enum gs_context context,
                                  const struct gs_key *key)
{
    bool is_plain = key->kind == GS_KEY_CHAR && !key->is_ctrl && !key->is_alt;
    if (is_plain && gs_context_takes_text(context)) {
        return GS_COMMAND_NONE;
    }
    for (size_t i = 0; i < keymap->count; i++) {
        const struct binding *binding = &keymap->items[i];
        if ((binding->contexts & GS_CONTEXT_BIT(context)) != 0 &&
            gs_key_is_equal(&binding->key, key)) {
            return binding->id;
        }
    }
    return GS_COMMAND_NONE;
}
