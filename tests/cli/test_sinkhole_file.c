/* SPDX-License-Identifier: MIT */
#include "../../src/cli/sinkhole_file.h"
#include "support/check.h"

#include <stdlib.h>
#include <string.h>

#include <unistd.h>

static void a_file_is_read_or_says_why_not(void **state)
{
    (void)state;

    static const struct {
        const char *label;
        const char *text; /* NULL: there is no file */
        enum gs_status status;
        size_t count;
        const char *error; /* its end */
    } cases[] = {
        {"two ranges", "192.0.2.0/24\n# none\n2001:db8::/32\n", GS_OK, 2, ""},
        {"no file", NULL, GS_EOS, 0, "\" cannot be read"},
        {"a broken line", "192.0.2.0/24\nnowhere\n", GS_EFORMAT, 0, "line 2: "},
    };

    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char path[] = "/tmp/gs_sinkholes.XXXXXX";
        struct gs_sinkhole_list list = {0};
        struct gs_buf error = {0};
        int file = mkstemp(path);
        check_case(cases[i].label);
        assert_true(file >= 0);
        if (cases[i].text != NULL) {
            size_t len = strlen(cases[i].text);
            assert_int_equal(write(file, cases[i].text, len), len);
        } else {
            assert_int_equal(unlink(path), 0);
        }
        assert_int_equal(close(file), 0);
        assert_int_equal(sinkhole_file_read(path, &list, &error), cases[i].status);
        assert_int_equal(list.count, cases[i].count);
        assert_non_null(strstr(gs_buf_text(&error), cases[i].error));
        assert_int_equal(strncmp(gs_buf_text(&error), "--sinkholes: \"", 14) == 0,
                         cases[i].status != GS_OK);
        (void)unlink(path);
        gs_vec_fini(&list);
        gs_buf_fini(&error);
    }
}

static void without_a_file_the_built_in_ones_count(void **state)
{
    (void)state;
    struct gs_sinkhole_list list = {0};
    struct gs_buf error = {0};
    assert_int_equal(sinkhole_file_read(NULL, &list, &error), GS_OK);
    assert_int_equal(list.count, 0);
    assert_int_equal(error.len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read_or_says_why_not),
        cmocka_unit_test(without_a_file_the_built_in_ones_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
