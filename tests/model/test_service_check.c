/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/model/service_check.h"

static void a_check_begins_with_its_protocols_and_types(void **state)
{
    static const char *const protocols[] = {"tcp", "udp", "sctp"};
    static const char *const types[] = {"any", "stream", "dgram", "seqpacket", "raw"};

    (void)state;
    struct gs_service_check *check = gs_service_check_new("smtp", 25);
    assert_string_equal(check->name, "smtp");
    assert_int_equal(check->port, 25);
    assert_int_equal(COUNT_OF(protocols), GS_SERVICE_CHECK_PROTOCOLS);
    assert_int_equal(COUNT_OF(types), GS_SERVICE_CHECK_TYPES);
    for (size_t i = 0; i < COUNT_OF(protocols); i++) {
        assert_string_equal(check->rows[i].protocol, protocols[i]);
        assert_null(check->rows[i].by_name.name);
        check->rows[i].by_name.name = gs_mem_copy_text("smtp");
        check->rows[i].by_port.name = gs_mem_copy_text("smtp");
    }
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        assert_string_equal(check->types[i].socktype, types[i]);
        assert_int_equal(check->types[i].outcome, GS_OUTCOME_NOT_ASKED);
    }
    gs_service_check_free(check);
    gs_service_check_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_check_begins_with_its_protocols_and_types),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
