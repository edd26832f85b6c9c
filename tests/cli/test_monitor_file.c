/* SPDX-License-Identifier: MIT */
/*
 * The state of a watched list as a file: what a crash, a full disk, another program and
 * another version leave of it.
 */
#include "support/check.h"
#include "support/some_watched.h"

#include "gaiscope/base/file.h"
#include "gaiscope/base/mem.h"
#include "gaiscope/cli/monitor_file.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    HOSTS = 60,
    ENTRIES = 30,
    KILLS = 25,
};

/* A folder of its own for each test, and what was said. */
struct place {
    char folder[64];
    char path[128];
    struct gs_monitor monitor;
    struct gs_buf said;
    size_t said_count;
};

/* A list made by chance, told at a time: generations of a state are told apart by it. */
static void fill(struct gs_monitor *monitor, uint64_t seed)
{
    some_begin(seed);
    gs_monitor_fini(monitor);
    struct gs_watch_told *told = some_list(HOSTS, ENTRIES);
    for (size_t i = 0; i < told->hosts.count; i++) {
        told->hosts.items[i].last_wall_s = 200000;
        told->hosts.items[i].since_wall_s = (int64_t)seed;
    }
    gs_monitor_apply_list(monitor, told);
}

static int make_place(void **state)
{
    struct place *place = gs_mem_new(1, sizeof *place);
    (void)snprintf(place->folder, sizeof place->folder, "/tmp/gs_state_XXXXXX");
    assert_non_null(mkdtemp(place->folder));
    (void)snprintf(place->path, sizeof place->path, "%s/monitor/list.jsonl",
                   place->folder);
    fill(&place->monitor, 1);
    *state = place;
    return 0;
}

static void remove_file(const struct place *place, const char *end)
{
    char path[160];
    (void)snprintf(path, sizeof path, "%s%s", place->path, end);
    (void)unlink(path);
}

static int remove_place(void **state)
{
    struct place *place = *state;
    char folder[96];
    (void)snprintf(folder, sizeof folder, "%s/monitor", place->folder);
    remove_file(place, "");
    remove_file(place, ".lock");
    remove_file(place, ".broken");
    for (int i = 2; i < 10; i++) {
        char end[16];
        (void)snprintf(end, sizeof end, ".broken.%d", i);
        remove_file(place, end);
    }
    assert_true(rmdir(folder) == 0 || errno == ENOENT); /* nothing else was left */
    assert_int_equal(rmdir(place->folder), 0);
    gs_monitor_fini(&place->monitor);
    gs_buf_fini(&place->said);
    free(place);
    return 0;
}

static void hear(void *context, const char *sentence)
{
    struct place *place = context;
    gs_buf_addf(&place->said, "%s\n", sentence);
    place->said_count++;
}

static struct gs_monitor_file *open_file(struct place *place)
{
    struct gs_monitor_file_settings settings = {.path = place->path,
                                                .list = "/etc/hosts.txt",
                                                .monitor = &place->monitor,
                                                .said = hear,
                                                .context = place};
    return gs_monitor_file_open(&settings);
}

static void save(struct place *place)
{
    struct gs_monitor_file *file = open_file(place);
    assert_int_equal(gs_monitor_file_save(file), GS_OK);
    gs_monitor_file_close(file);
}

static struct gs_monitor_saved load(struct place *place)
{
    struct gs_monitor_saved saved = {0};
    struct gs_monitor_file *file = open_file(place);
    gs_monitor_file_load(file, &saved);
    gs_monitor_file_close(file);
    return saved;
}

static char *content(const struct place *place)
{
    struct gs_buf text = {0};
    assert_true(gs_file_read(place->path, SIZE_MAX, &text));
    return gs_buf_claim(&text);
}

static void put_content(const struct place *place, const char *text, size_t len)
{
    FILE *file = fopen(place->path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

static bool is_there(const struct place *place, const char *end)
{
    char path[160];
    (void)snprintf(path, sizeof path, "%s%s", place->path, end);
    return access(path, F_OK) == 0;
}

static void a_state_outlives_its_program(void **state)
{
    struct place *place = *state;
    struct stat facts = {0};
    save(place);
    assert_int_equal(stat(place->path, &facts), 0);
    assert_int_equal(facts.st_mode & 0777, 0600);
    assert_false(is_there(place, ".new"));
    struct gs_monitor_saved saved = load(place);
    assert_int_equal(saved.hosts.count, HOSTS);
    assert_int_equal(saved.journal.count, ENTRIES);
    assert_string_equal(saved.hosts.items[7].watch.host,
                        place->monitor.hosts.items[7].watch.host);
    assert_int_equal(saved.hosts.items[7].rounds, place->monitor.hosts.items[7].rounds);
    assert_string_equal(saved.journal.items[ENTRIES - 1]->host,
                        gs_journal_at(&place->monitor.journal, 0)->host);
    assert_int_equal(place->said_count, 0);
    gs_monitor_saved_fini(&saved);
}

static void what_is_not_there_is_nothing_to_speak_of(void **state)
{
    struct place *place = *state;
    struct gs_monitor_saved saved = load(place);
    assert_int_equal(saved.hosts.count, 0);
    assert_int_equal(place->said_count, 0);
    gs_monitor_saved_fini(&saved);
}

static void closing_writes_what_has_changed_and_nothing_else(void **state)
{
    struct place *place = *state;
    struct gs_monitor_file *file = open_file(place);
    gs_monitor_file_close(file); /* nothing was told since */
    assert_false(is_there(place, ""));
    file = open_file(place);
    place->monitor.revision++;
    gs_monitor_file_close(file);
    assert_true(is_there(place, ""));
    assert_int_equal(unlink(place->path), 0);
    file = open_file(place);
    assert_int_equal(gs_monitor_file_save(file), GS_OK);
    assert_int_equal(unlink(place->path), 0);
    gs_monitor_file_close(file);
    assert_false(is_there(place, ""));
}

static void a_second_program_reads_alone(void **state)
{
    struct place *place = *state;
    struct gs_monitor_saved saved = {0};
    struct gs_monitor_file *first = open_file(place);
    assert_int_equal(gs_monitor_file_save(first), GS_OK);
    char *before = content(place);
    fill(&place->monitor, 2);
    struct gs_monitor_file *second = open_file(place);
    assert_non_null(
        strstr(gs_buf_text(&place->said), "another gaiscope keeps the state"));
    gs_monitor_file_load(second, &saved);
    assert_int_equal(saved.hosts.count, HOSTS);
    assert_int_equal(gs_monitor_file_save(second), GS_EUNSUPPORTED);
    gs_monitor_file_close(second);
    char *after = content(place);
    assert_string_equal(before, after);
    gs_monitor_file_close(first);
    struct gs_monitor_file *third = open_file(place); /* the lock went with the first */
    assert_int_equal(gs_monitor_file_save(third), GS_OK);
    gs_monitor_file_close(third);
    gs_monitor_saved_fini(&saved);
    free(before);
    free(after);
}

static void a_file_cut_at_any_line_is_set_aside(void **state)
{
    struct place *place = *state;
    size_t lines = 0;
    save(place);
    char *text = content(place);
    for (const char *end = strchr(text, '\n'); end[1] != '\0';
         end = strchr(end + 1, '\n')) {
        lines++;
        gs_buf_clear(&place->said);
        put_content(place, text, (size_t)(end - text) + 1);
        struct gs_monitor_saved saved = load(place);
        assert_int_equal(saved.hosts.count, lines - 1 < HOSTS ? lines - 1 : HOSTS);
        assert_string_equal(gs_buf_text(&place->said),
                            "the state of the last run was cut; it is kept as "
                            "list.jsonl.broken\n");
        assert_false(is_there(place, ""));
        assert_true(is_there(place, ".broken"));
        remove_file(place, ".broken");
        gs_monitor_saved_fini(&saved);
    }
    assert_int_equal(lines, 1 + HOSTS + ENTRIES);
    free(text);
}

static void a_broken_line_is_named_and_the_others_count(void **state)
{
    struct place *place = *state;
    save(place);
    char *text = content(place);
    char *third = strchr(strchr(text, '\n') + 1, '\n') + 1;
    third[20] = '\x01';
    put_content(place, text, strlen(text));
    struct gs_monitor_saved saved = load(place);
    assert_int_equal(saved.hosts.count, HOSTS - 1);
    assert_string_equal(gs_buf_text(&place->said),
                        "the state of the last run is broken at line 3: not a line of "
                        "JSON; it is kept as list.jsonl.broken\n");
    gs_monitor_saved_fini(&saved);
    free(text);
}

static void a_file_of_a_later_version_is_left_whole(void **state)
{
    static const char later[] = "{\"format\":\"gaiscope monitor\",\"version\":2}\n"
                                "{\"host\":{\"id\":1}}\n{\"end\":true,\"hosts\":1}\n";
    struct place *place = *state;
    char aside[160];
    struct gs_buf kept = {0};
    save(place);
    put_content(place, later, strlen(later));
    struct gs_monitor_saved saved = load(place);
    assert_int_equal(saved.hosts.count, 0);
    assert_non_null(strstr(gs_buf_text(&place->said), "a later gaiscope wrote it"));
    (void)snprintf(aside, sizeof aside, "%s.broken", place->path);
    assert_true(gs_file_read(aside, SIZE_MAX, &kept));
    assert_string_equal(gs_buf_text(&kept), later);
    gs_monitor_saved_fini(&saved);
    gs_buf_fini(&kept);
}

static void other_files_are_no_state(void **state)
{
    static const struct {
        const char *label;
        const char *text;
        size_t len;
    } cases[] = {
        {"nothing", "", 0},
        {"another file", "root:x:0:0:root:/root:/bin/sh\n", 30},
        {"zeros, as a file system leaves them after a crash", "\0\0\0\0\0\0\0\0", 8},
        {"no end of a line", "{\"format\":\"gaiscope mon", 23},
    };
    struct place *place = *state;
    save(place);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        check_case(cases[i].label);
        size_t said = place->said_count;
        put_content(place, cases[i].text, cases[i].len);
        struct gs_monitor_saved saved = load(place);
        assert_int_equal(saved.hosts.count, 0);
        assert_int_equal(place->said_count, said + 1);
        gs_monitor_saved_fini(&saved);
    }
}

/* Loads, and then tries to write over it. */
static void check_left_alone(struct place *place, const char *said)
{
    struct gs_monitor_saved saved = {0};
    gs_buf_clear(&place->said);
    struct gs_monitor_file *file = open_file(place);
    gs_monitor_file_load(file, &saved);
    assert_string_equal(gs_buf_text(&place->said), said);
    place->monitor.revision++;
    assert_int_equal(gs_monitor_file_save(file), GS_EUNSUPPORTED);
    gs_monitor_file_close(file);
    assert_false(is_there(place, ".new"));
    gs_monitor_saved_fini(&saved);
}

static void what_cannot_be_opened_is_said_and_not_written_over(void **state)
{
    struct place *place = *state;
    struct stat facts = {0};
    save(place);
    assert_int_equal(unlink(place->path), 0);
    check_case("a link in a circle");
    assert_int_equal(symlink(place->path, place->path), 0);
    check_left_alone(place, "the state of the last run cannot be read: too many symbolic "
                            "links encountered; it stays as it is, and this run keeps "
                            "none\n");
    assert_int_equal(lstat(place->path, &facts), 0);
    assert_true(S_ISLNK(facts.st_mode));
    assert_int_equal(unlink(place->path), 0);
    check_case("a pipe");
    assert_int_equal(mkfifo(place->path, 0600), 0);
    check_left_alone(place, "the state of the last run is no regular file; it stays as "
                            "it is, and this run keeps none\n");
    assert_int_equal(lstat(place->path, &facts), 0);
    assert_true(S_ISFIFO(facts.st_mode));
}

static void a_second_broken_file_does_not_take_the_place_of_the_first(void **state)
{
    struct place *place = *state;
    struct gs_buf kept = {0};
    char aside[160];
    save(place);
    for (int i = 1; i <= 12; i++) {
        char text[32];
        (void)snprintf(text, sizeof text, "broken %d\n", i);
        put_content(place, text, strlen(text));
        struct gs_monitor_saved saved = load(place);
        gs_monitor_saved_fini(&saved);
    }
    (void)snprintf(aside, sizeof aside, "%s.broken", place->path);
    assert_true(gs_file_read(aside, SIZE_MAX, &kept));
    assert_string_equal(gs_buf_text(&kept), "broken 1\n");
    assert_non_null(strstr(gs_buf_text(&place->said), "; it is kept as "
                                                      "list.jsonl.broken.2\n"));
    assert_true(is_there(place, ".broken.9"));
    assert_false(is_there(place, ".broken.10"));
    gs_buf_fini(&kept);
}

static void name_aside(const struct place *place, int i, char *out, size_t size)
{
    if (i == 1) {
        (void)snprintf(out, size, "%s.broken", place->path);
    } else {
        (void)snprintf(out, size, "%s.broken.%d", place->path, i);
    }
}

static void a_broken_file_that_cannot_be_set_aside_is_not_written_over(void **state)
{
    struct place *place = *state;
    char aside[160];
    save(place);
    put_content(place, "{}\n", 3);
    for (int i = 1; i < 10; i++) { /* nothing can be renamed over a folder */
        name_aside(place, i, aside, sizeof aside);
        assert_int_equal(mkdir(aside, 0700), 0);
    }
    struct gs_monitor_saved saved = {0};
    struct gs_monitor_file *file = open_file(place);
    gs_monitor_file_load(file, &saved);
    assert_non_null(strstr(gs_buf_text(&place->said), "is broken at line 1: "));
    assert_non_null(
        strstr(gs_buf_text(&place->said), "it stays as it is, and this run keeps none"));
    place->monitor.revision++;
    gs_monitor_file_close(file);
    char *kept = content(place);
    assert_string_equal(kept, "{}\n");
    for (int i = 1; i < 10; i++) {
        name_aside(place, i, aside, sizeof aside);
        assert_int_equal(rmdir(aside), 0);
    }
    gs_monitor_saved_fini(&saved);
    free(kept);
}

static void a_full_disk_leaves_the_older_state_and_is_said_once(void **state)
{
    struct place *place = *state;
    struct rlimit limit;
    struct rlimit before;
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    struct gs_monitor_file *file = open_file(place);
    assert_int_equal(gs_monitor_file_save(file), GS_OK);
    char *old = content(place);
    fill(&place->monitor, 2);
    limit = before;
    limit.rlim_cur = strlen(old) / 2;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    assert_int_equal(gs_monitor_file_save(file), GS_EOS);
    assert_int_equal(gs_monitor_file_save(file), GS_EOS);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    char *kept = content(place);
    assert_string_equal(kept, old);
    assert_false(is_there(place, ".new"));
    assert_int_equal(place->said_count, 1);
    assert_non_null(strstr(gs_buf_text(&place->said), "the older one stays"));
    assert_int_equal(gs_monitor_file_save(file), GS_OK); /* there is room again */
    char *new = content(place);
    assert_string_not_equal(new, old);
    gs_monitor_file_close(file);
    free(old);
    free(kept);
    free(new);
}

static void a_folder_that_cannot_be_written_is_said(void **state)
{
    struct place *place = *state;
    char path[128];
    (void)snprintf(path, sizeof path, "%s", place->path);
    (void)snprintf(place->path, sizeof place->path, "/dev/null/list.jsonl");
    struct gs_monitor_file *file = open_file(place);
    assert_int_equal(gs_monitor_file_save(file), GS_EUNSUPPORTED);
    gs_monitor_file_close(file);
    assert_int_equal(place->said_count, 1);
    (void)snprintf(place->path, sizeof place->path, "%s", path);
}

/* Writes generation after generation until it is killed. */
static void write_for_ever(struct place *place)
{
    struct gs_monitor_file *file = open_file(place);
    for (uint64_t generation = 2;; generation++) {
        fill(&place->monitor, generation);
        if (gs_monitor_file_save(file) != GS_OK) {
            _exit(1);
        }
    }
}

static void killed_at_any_moment_the_older_or_the_newer_state_is_there(void **state)
{
    struct place *place = *state;
    save(place);
    some_begin((uint64_t)getpid());
    for (unsigned i = 0; i < KILLS; i++) {
        struct timespec delay = {.tv_nsec = 3000000L + (long)(i * 2700000)};
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            write_for_ever(place);
        }
        (void)nanosleep(&delay, NULL); /* the moment at which it dies */
        assert_int_equal(kill(child, SIGKILL), 0);
        int status = 0;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status));
        struct gs_monitor_saved saved = load(place);
        assert_string_equal(gs_buf_text(&place->said), "");
        assert_int_equal(saved.hosts.count, HOSTS);
        assert_int_equal(saved.journal.count, ENTRIES);
        for (size_t h = 1; h < HOSTS; h++) { /* all of one generation */
            assert_int_equal(saved.hosts.items[h].since_wall_s,
                             saved.hosts.items[0].since_wall_s);
        }
        gs_monitor_saved_fini(&saved);
        remove_file(place, ".new"); /* what it was killed over */
    }
}

static void each_list_has_a_file_of_its_own(void **state)
{
    (void)state;
    char one[PATH_MAX];
    char two[PATH_MAX];
    char again[PATH_MAX];
    assert_int_equal(setenv("XDG_STATE_HOME", "/var/state", 1), 0);
    assert_true(gs_monitor_file_path("/nowhere/a/hosts.txt", one, sizeof one));
    assert_true(gs_monitor_file_path("/nowhere/b/hosts.txt", two, sizeof two));
    assert_true(gs_monitor_file_path("/nowhere/a/hosts.txt", again, sizeof again));
    assert_string_not_equal(one, two);
    assert_string_equal(one, again);
    assert_memory_equal(one, "/var/state/gaiscope/monitor/hosts.txt-", 38);
    assert_true(gs_monitor_file_path("/nowhere/\x1b[2J\n", one, sizeof one));
    assert_null(strpbrk(one, "\x1b\n["));
    assert_int_equal(unsetenv("XDG_STATE_HOME"), 0);
    assert_int_equal(unsetenv("HOME"), 0);
    assert_false(gs_monitor_file_path("hosts.txt", one, sizeof one));
}

int main(void)
{
#define PLACED(test) cmocka_unit_test_setup_teardown(test, make_place, remove_place)
    const struct CMUnitTest tests[] = {
        PLACED(a_state_outlives_its_program),
        PLACED(what_is_not_there_is_nothing_to_speak_of),
        PLACED(closing_writes_what_has_changed_and_nothing_else),
        PLACED(a_second_program_reads_alone),
        PLACED(a_file_cut_at_any_line_is_set_aside),
        PLACED(a_broken_line_is_named_and_the_others_count),
        PLACED(a_file_of_a_later_version_is_left_whole),
        PLACED(other_files_are_no_state),
        PLACED(what_cannot_be_opened_is_said_and_not_written_over),
        PLACED(a_second_broken_file_does_not_take_the_place_of_the_first),
        PLACED(a_broken_file_that_cannot_be_set_aside_is_not_written_over),
        PLACED(a_full_disk_leaves_the_older_state_and_is_said_once),
        PLACED(a_folder_that_cannot_be_written_is_said),
        PLACED(killed_at_any_moment_the_older_or_the_newer_state_is_there),
        cmocka_unit_test(each_list_has_a_file_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
