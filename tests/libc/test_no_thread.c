/* SPDX-License-Identifier: MIT */
/* A system that gives no thread: pthread_create() of this program refuses. */
#include "support/check.h"

#include "gaiscope/libc/system.h"
#include "gaiscope/libc/tables.h"

#include <errno.h>
#include <string.h>

#include <netdb.h>
#include <pthread.h>

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                   void *(*run)(void *), void *argument)
{
    (void)thread;
    (void)attributes;
    (void)run;
    (void)argument;
    return EAGAIN;
}

struct heard {
    struct gs_system_answer *system;
    struct gs_nameinfo *name;
    struct gs_services *services;
};

static void on_system(void *context, uint64_t id, struct gs_system_answer *answer)
{
    (void)id;
    ((struct heard *)context)->system = answer;
}

static void on_name(void *context, uint64_t id, struct gs_nameinfo *answer)
{
    (void)id;
    ((struct heard *)context)->name = answer;
}

static void on_services(void *context, uint64_t id, struct gs_services *services)
{
    (void)id;
    ((struct heard *)context)->services = services;
}

static void start_all(struct gs_lanes *lanes, struct heard *heard)
{
    struct gs_question question;
    struct gs_address address;
    struct gs_services_request request = {.service = "80"};
    memset(&question, 0, sizeof question);
    assert_int_equal(gs_question_set(&question, "127.0.0.1", "80"), GS_OK);
    assert_int_equal(gs_address_parse("127.0.0.1", &address), GS_OK);
    (void)gs_system_start(lanes, GS_LANE_INTERACTIVE, &question, on_system, heard);
    (void)gs_nameinfo_start(lanes, GS_LANE_INTERACTIVE, &address, on_name, heard);
    (void)gs_services_start(lanes, GS_LANE_BACKGROUND, &request, on_services, heard);
}

static void calls_come_back_as_failed(void **state)
{
    uv_loop_t loop;
    struct gs_lanes *lanes = NULL;
    struct heard heard = {0};
    (void)state;
    assert_int_equal(uv_loop_init(&loop), 0);
    assert_int_equal(gs_lanes_open(&loop, NULL, &lanes), GS_OK);
    start_all(lanes, &heard);
    assert_null(heard.system); /* never from inside start */
    (void)uv_run(&loop, UV_RUN_DEFAULT);
    assert_non_null(heard.system);
    assert_int_equal(heard.system->outcome, GS_OUTCOME_FAILED);
    assert_int_equal(heard.system->error.code, EAI_SYSTEM);
    assert_int_equal(heard.system->error.system_errno, EAGAIN);
    assert_string_equal(heard.system->error.name, "EAI_SYSTEM");
    assert_true(heard.system->error.text[0] != '\0');
    assert_non_null(heard.name);
    assert_int_equal(heard.name->outcome, GS_OUTCOME_FAILED);
    assert_non_null(heard.services);
    assert_int_equal(heard.services->entries.count, 0);
    gs_system_answer_free(heard.system);
    gs_nameinfo_free(heard.name);
    gs_services_free(heard.services);
    gs_lanes_close(lanes);
    (void)uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&loop), 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_come_back_as_failed),
    };
    return cmocka_run_group_tests_name("no_thread", tests, NULL, NULL);
}
