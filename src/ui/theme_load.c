/* SPDX-License-Identifier: MIT */
#include "builtin_themes.h"

#include "gaiscope/base/text.h"
#include "gaiscope/ui/theme.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct gs_builtin_theme *find_builtin(const char *name)
{
    for (size_t i = 0; i < gs_builtin_theme_count; i++) {
        if (strcmp(gs_builtin_themes[i].name, name) == 0) {
            return &gs_builtin_themes[i];
        }
    }
    return NULL;
}

const char *gs_theme_name(size_t number)
{
    return number < gs_builtin_theme_count ? gs_builtin_themes[number].name : NULL;
}

static enum gs_status load_builtin(const struct gs_builtin_theme *builtin,
                                   struct gs_theme *out, struct gs_buf *error)
{
    struct gs_theme theme = {0};
    (void)snprintf(theme.name, sizeof theme.name, "%s", builtin->name);
    enum gs_status status =
        gs_theme_parse(builtin->text, builtin->len, builtin->name, &theme, error);
    if (status == GS_OK) {
        *out = theme;
    }
    return status;
}

/* The part of a path between the last '/' and ".theme", as far as there is room for it. */
static void name_of(const char *path, struct gs_theme *theme)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    (void)snprintf(theme->name, sizeof theme->name, "%s", name);
    char *end = strstr(theme->name, ".theme");
    if (end != NULL) {
        *end = '\0';
    }
}

/* Reads one byte more than allowed, so that the parser can say that it is too much. */
static enum gs_status read_all(int fd, struct gs_buf *out)
{
    char bytes[4096];
    while (out->len <= GS_THEME_MAX_BYTES) {
        ssize_t got = read(fd, bytes, sizeof bytes);
        if (got < 0 && errno != EINTR) {
            return GS_EOS;
        }
        if (got == 0) {
            break;
        }
        gs_buf_add(out, bytes, got > 0 ? (size_t)got : 0);
    }
    return GS_OK;
}

/* Opens a regular file; a FIFO or a device could hold the program up. */
static int open_file(const char *path)
{
    struct stat about;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd >= 0 && (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode))) {
        (void)close(fd); /* nothing was written */
        errno = EINVAL;
        return -1;
    }
    return fd;
}

static enum gs_status load_file(const char *path, struct gs_theme *out,
                                struct gs_buf *error)
{
    struct gs_theme theme = {0};
    struct gs_buf text = {0};
    int fd = open_file(path);
    enum gs_status status = fd < 0 ? GS_EOS : read_all(fd, &text);
    if (status != GS_OK) {
        int reason = errno;
        gs_text_sanitise(error, path, strlen(path));
        /* NOLINTNEXTLINE(concurrency-mt-unsafe): no other thread asks for an error's text */
        const char *words = reason == EINVAL ? "it is no regular file" : strerror(reason);
        gs_buf_addf(error, ": cannot read the theme: %s", words);
        status = reason == ENOENT ? GS_ENOTFOUND : GS_EOS;
        goto done;
    }
    status = load_builtin(find_builtin("dark"), &theme, error);
    if (status == GS_OK) {
        char *file = gs_text_sanitised(path);
        status = gs_theme_parse(gs_buf_text(&text), text.len, file, &theme, error);
        free(file);
    }
    if (status == GS_OK) {
        name_of(path, &theme);
        *out = theme;
    }
done:
    if (fd >= 0) {
        (void)close(fd); /* only read */
    }
    gs_buf_fini(&text);
    return status;
}

/* Appends the path of a theme in the configuration directory. Returns: false: there is none. */
static bool config_path(const char *name, struct gs_buf *out)
{
    const char *base = getenv("XDG_CONFIG_HOME");
    const char *home = getenv("HOME");
    if (base != NULL && base[0] == '/') {
        gs_buf_addf(out, "%s", base);
    } else if (home != NULL && home[0] == '/') {
        gs_buf_addf(out, "%s/.config", home);
    } else {
        return false;
    }
    gs_buf_addf(out, "/gaiscope/themes/%s.theme", name);
    return true;
}

static void say_unknown(const char *name, const char *path, struct gs_buf *error)
{
    gs_buf_clear(error);
    gs_buf_add_text(error, "theme ");
    gs_text_sanitise(error, name, strlen(name));
    gs_buf_add_text(error, " is not known; there are");
    for (size_t i = 0; i < gs_builtin_theme_count; i++) {
        gs_buf_addf(error, " %s", gs_builtin_themes[i].name);
    }
    if (path[0] != '\0') {
        gs_buf_add_text(error, ", and no file ");
        gs_text_sanitise(error, path, strlen(path));
    }
}

enum gs_status gs_theme_load(const char *name, struct gs_theme *out, struct gs_buf *error)
{
    const struct gs_builtin_theme *builtin = find_builtin(name);
    size_t len = strlen(name);
    if (builtin != NULL) {
        return load_builtin(builtin, out, error);
    }
    if (strchr(name, '/') != NULL || (len > 6 && strcmp(name + len - 6, ".theme") == 0)) {
        return load_file(name, out, error);
    }
    struct gs_buf path = {0};
    enum gs_status status = GS_ENOTFOUND;
    if (config_path(name, &path)) {
        status = load_file(gs_buf_text(&path), out, error);
    }
    if (status == GS_ENOTFOUND) {
        say_unknown(name, gs_buf_text(&path), error);
    }
    gs_buf_fini(&path);
    return status;
}
