/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/services.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

static void all_that_services_own_is_freed(void **state)
{
    (void)state;
    struct gs_services *services = gs_services_new();
    struct gs_service listed = {.name = gs_mem_copy_text("http"), .port = 80};
    struct gs_service unlisted = {.port = 4711};
    assert_int_equal(services->entries.count, 0);
    listed.aliases = gs_mem_new(3, sizeof *listed.aliases);
    listed.aliases[0] = gs_mem_copy_text("www");
    listed.aliases[1] = gs_mem_copy_text("web");
    gs_vec_push(&services->entries, listed);
    gs_vec_push(&services->entries, unlisted);
    assert_string_equal(services->entries.items[0].aliases[1], "web");
    gs_services_free(services);
    gs_services_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_that_services_own_is_freed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
