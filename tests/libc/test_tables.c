/* SPDX-License-Identifier: MIT */
/* The look-ups run in a child with a services file of its own, where that is allowed; one
   test compares with this machine's own table. */
#include "support/check.h"
#include "support/own_world.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/libc/tables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <netdb.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __GLIBC__
#    include <nss.h>
#endif

/* The lines as one text: `80/tcp http(www)! 80/udp - ` ('!': asked, '-': not listed). */
static char *text_of(const struct gs_services *services)
{
    struct gs_buf out = {0};
    for (size_t i = 0; i < services->entries.count; i++) {
        const struct gs_service *line = &services->entries.items[i];
        gs_buf_addf(&out, "%s%u/%s %s", i == 0 ? "" : " ", line->port, line->protocol,
                    line->name == NULL ? "-" : line->name);
        for (char **alias = line->aliases; alias != NULL && *alias != NULL; alias++) {
            gs_buf_addf(&out, "(%s)", *alias);
        }
        gs_buf_add_text(&out, line->is_asked ? "!" : "");
    }
    return gs_buf_claim(&out);
}

static const char table[] = "# services of a test\n"
                            "ftp 21/tcp\n"
                            "smtp 25/tcp mail\n"
                            "http 80/tcp www # web\n"
                            "both 100/tcp\nboth 100/udp\n"
                            "exec 512/tcp\nbiff 512/udp comsat\n"
                            "apart 600/tcp\napart 601/udp\n"
                            "first 700/tcp\nsecond 700/tcp two\n"
                            "tunnel 800/sctp\n"
                            "e\x1bvil 900/tcp a\x1b[31m\n";

static const struct {
    const char *label;
    const char *service;
    uint16_t ports[4];
    const char *lines;
} cases[] = {
    {"name", "http", {0}, "80/tcp http(www)! 80/udp - 80/sctp -"},
    {"alias", "www", {80}, "80/tcp http(www)! 80/udp - 80/sctp -"},
    {"number", "25", {25}, "25/tcp smtp(mail)! 25/udp -! 25/sctp -!"},
    {"number not listed", "9", {0}, "9/tcp -! 9/udp -! 9/sctp -!"},
    {"name not listed", "nowhere", {0}, "0/tcp -! 0/udp -! 0/sctp -!"},
    {"names are told apart by case", "HTTP", {0}, "0/tcp -! 0/udp -! 0/sctp -!"},
    {"both transports", "both", {0}, "100/tcp both! 100/udp both! 100/sctp -"},
    {"another name by udp", "exec", {0}, "512/tcp exec! 512/udp biff(comsat) 512/sctp -"},
    {"two ports",
     "apart",
     {0},
     "600/tcp apart! 600/udp - 600/sctp - "
     "601/tcp - 601/udp apart! 601/sctp -"},
    {"second of one port", "second", {0}, "700/tcp second(two)! 700/udp - 700/sctp -"},
    {"sctp alone", "tunnel", {0}, "800/tcp - 800/udp - 800/sctp tunnel!"},
    {"no service, no port", NULL, {0}, ""},
    {"no service, ports found", NULL, {21, 21}, "21/tcp ftp 21/udp - 21/sctp -"},
    {"out of range", "99999", {0}, ""},
    {"out of range, libc's port", "65616", {80}, "80/tcp http(www) 80/udp - 80/sctp -"},
    {"far out of range", "99999999999999999999999999", {0}, ""},
    {"port 0", "0", {0}, ""},
    {"empty", "", {0}, ""},
    {"controls are escaped",
     "900",
     {0},
     "900/tcp e\\x1Bvil(a\\x1B[31m)! 900/udp -! "
     "900/sctp -!"},
};

/* In the child. Returns: 0, or the number of the first case that fails. */
static int run_cases(void)
{
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct gs_services *services = gs_services_look_up(&(struct gs_services_request){
            cases[i].service, cases[i].ports, COUNT_OF(cases[i].ports)});
        char *lines = text_of(services);
        bool is_right = strcmp(lines, cases[i].lines) == 0 && services->elapsed_us >= 0;
        if (!is_right) {
            (void)fprintf(stderr, "%s: got  %s\n     want %s\n", cases[i].label, lines,
                          cases[i].lines);
        }
        free(lines);
        gs_services_free(services);
        if (!is_right) {
            return (int)i + 1;
        }
    }
    return 0;
}

enum {
    CHILD_CANNOT = 99,
};

static bool has_own_services(const char *text)
{
    return own_world_enter() && own_world_replace("/etc/services", text) &&
           own_world_replace("/etc/nsswitch.conf", "services: files\n");
}

/* Runs the cases in a child with this services file; skips where it cannot be. */
static void assert_cases_pass(const char *text)
{
    (void)fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        _exit(has_own_services(text) ? run_cases() : CHILD_CANNOT);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    own_world_need(WEXITSTATUS(status) != CHILD_CANNOT);
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void lines_are_what_the_table_says(void **state)
{
    (void)state;
    assert_cases_pass(table);
}

static void hostile_lines_before_do_not_matter(void **state)
{
    struct gs_buf text = {0};
    (void)state;
    for (int i = 0; i < 300000; i++) {
        gs_buf_add_text(&text, i % 100 == 99 ? " " : "x"); /* one line */
    }
    gs_buf_add_text(&text, "\nbad 70000/tcp\nworse -1/tcp\n/tcp\nnone\nbad2 x/tcp\n");
    gs_buf_add_text(&text, "many 50/tcp");
    for (int i = 0; i < 500; i++) {
        gs_buf_addf(&text, " alias%d", i);
    }
    gs_buf_addf(&text, "\n%s", table);
    assert_cases_pass(gs_buf_text(&text));
    gs_buf_fini(&text);
}

static void this_machines_table_is_read_as_libc_reads_it(void **state)
{
    static const char *const names[] = {"http", "www", "domain", "ssh", "smtp", "ntp"};
    static const char *const protocols[] = {"tcp", "udp", "sctp"};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct gs_services *services =
            gs_services_look_up(&(struct gs_services_request){.service = names[i]});
        assert_true(services->entries.count >= COUNT_OF(protocols));
        for (size_t place = 0; place < services->entries.count; place++) {
            const struct gs_service *line = &services->entries.items[place];
            const struct servent *entry = getservbyname(names[i], line->protocol);
            assert_string_equal(line->protocol, protocols[place % COUNT_OF(protocols)]);
            if (entry != NULL && ntohs((uint16_t)entry->s_port) == line->port) {
                assert_string_equal(line->name, entry->s_name);
                assert_true(line->is_asked);
            }
        }
        gs_services_free(services);
    }
}

static void protocols_have_numbers(void **state)
{
    int number = -1;
    (void)state;
    assert_int_equal(gs_protocol_number("no-such-protocol", &number), GS_ENOTFOUND);
    assert_int_equal(number, -1);
    if (getprotobyname("tcp") == NULL) {
        skip(); /* a machine without /etc/protocols */
    }
    assert_int_equal(gs_protocol_number("TCP", &number), GS_OK);
    assert_int_equal(number, 6);
    assert_int_equal(gs_protocol_number("udp", &number), GS_OK);
    assert_int_equal(number, 17);
}

struct heard {
    uint64_t id;
    char *lines;
    enum gs_outcome outcome;
    char *full_name;
    bool has_name;
};

static void on_services(void *context, uint64_t id, struct gs_services *services)
{
    struct heard *heard = context;
    heard->id = id;
    heard->lines = text_of(services);
    gs_services_free(services);
}

static void on_full_name(void *context, uint64_t id, const struct gs_full_name *answer)
{
    struct heard *heard = context;
    heard->id = id;
    heard->full_name = gs_mem_copy_text(answer->name);
    heard->outcome = answer->outcome;
    heard->has_name = true;
}

static void a_lane_brings_the_same_lines(void **state)
{
    uv_loop_t loop;
    struct gs_lanes *lanes = NULL;
    struct heard heard = {0};
    uint16_t port = 80;
    char service[] = "25";
    (void)state;
    assert_int_equal(uv_loop_init(&loop), 0);
    assert_int_equal(gs_lanes_open(&loop, NULL, &lanes), GS_OK);
    struct gs_services_request request = {service, &port, 1};
    uint64_t id =
        gs_services_start(lanes, GS_LANE_INTERACTIVE, &request, on_services, &heard);
    service[0] = '\0'; /* the call has a copy */
    port = 0;
    (void)uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(heard.id, id);
    struct gs_services *want =
        gs_services_look_up(&(struct gs_services_request){"25", &(uint16_t){80}, 1});
    char *lines = text_of(want);
    assert_string_equal(heard.lines, lines);
    free(lines);
    free(heard.lines);
    gs_services_free(want);
    gs_lanes_close(lanes);
    (void)uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&loop), 0);
}

static void the_machine_says_its_name_and_libc(void **state)
{
    struct gs_machine machine;
    char name[256] = "";
    (void)state;
    memset(&machine, 0, sizeof machine);
    gs_machine_read(&machine);
    assert_int_equal(gethostname(name, sizeof name - 1), 0);
    assert_string_equal(machine.host_name, name);
#ifdef __GLIBC__
    assert_memory_equal(machine.libc, "glibc 2.", 8);
#else
    assert_string_equal(machine.libc, "not glibc");
#endif
    assert_true(strlen(machine.hosts_sources) < sizeof machine.hosts_sources);
}

static void the_full_name_is_libcs_canonical_name(void **state)
{
    uv_loop_t loop;
    struct gs_lanes *lanes = NULL;
    struct heard heard = {0};
    char name[256] = "";
    struct addrinfo hints = {.ai_flags = AI_CANONNAME};
    struct addrinfo *list = NULL;
    (void)state;
#ifdef __GLIBC__
    assert_int_equal(__nss_configure_lookup("hosts", "files"), 0); /* no name server */
#endif
    assert_int_equal(uv_loop_init(&loop), 0);
    assert_int_equal(gs_lanes_open(&loop, NULL, &lanes), GS_OK);
    (void)gs_full_name_start(lanes, GS_LANE_INTERACTIVE, on_full_name, &heard);
    (void)uv_run(&loop, UV_RUN_DEFAULT);
    assert_true(heard.has_name);
    assert_int_equal(gethostname(name, sizeof name - 1), 0);
    if (getaddrinfo(name, NULL, &hints, &list) == 0) {
        assert_string_equal(heard.full_name, list->ai_canonname);
        assert_int_equal(heard.outcome, GS_OUTCOME_ANSWERED);
        freeaddrinfo(list);
    } else {
        assert_null(heard.full_name);
        assert_int_not_equal(heard.outcome, GS_OUTCOME_ANSWERED);
    }
    free(heard.full_name);
    gs_lanes_close(lanes);
    (void)uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&loop), 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_what_the_table_says),
        cmocka_unit_test(hostile_lines_before_do_not_matter),
        cmocka_unit_test(this_machines_table_is_read_as_libc_reads_it),
        cmocka_unit_test(protocols_have_numbers),
        cmocka_unit_test(a_lane_brings_the_same_lines),
        cmocka_unit_test(the_machine_says_its_name_and_libc),
        cmocka_unit_test(the_full_name_is_libcs_canonical_name),
    };
    return cmocka_run_group_tests_name("tables", tests, NULL, NULL);
}
