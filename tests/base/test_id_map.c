/* SPDX-License-Identifier: MIT */
#include "support/check.h"

#include "gaiscope/base/id_map.h"

enum {
    IDS = 512,
    STEPS = 20000,
};

static void an_empty_map_finds_nothing(void **state)
{
    (void)state;
    struct gs_id_map map = {0};
    assert_null(gs_id_map_find(&map, 1));
    assert_null(gs_id_map_remove(&map, 1));
    gs_id_map_fini(&map);
}

static void a_second_item_takes_the_place_of_the_first(void **state)
{
    (void)state;
    struct gs_id_map map = {0};
    int first = 0;
    int second = 0;
    gs_id_map_set(&map, 7, &first);
    gs_id_map_set(&map, 7, &second);
    assert_int_equal(map.count, 1);
    assert_ptr_equal(gs_id_map_find(&map, 7), &second);
    assert_null(gs_id_map_find(&map, 0));
    gs_id_map_fini(&map);
}

/* Ids come and go at random; a plain array knows what must be found. */
static void items_are_found_however_they_come_and_go(void **state)
{
    (void)state;
    struct gs_id_map map = {0};
    char *known[IDS] = {0};
    static char items[IDS];
    uint64_t chance = 1;
    size_t count = 0;
    for (int step = 0; step < STEPS; step++) {
        chance = chance * UINT64_C(6364136223846793005) + 1;
        size_t i = (chance >> 33) % IDS;
        uint64_t id = (i + 1) * 64; /* many of them have the same home */
        if ((chance >> 60) % 2 == 0) {
            gs_id_map_set(&map, id, &items[i]);
            count += known[i] == NULL ? 1 : 0;
            known[i] = &items[i];
        } else {
            assert_ptr_equal(gs_id_map_remove(&map, id), known[i]);
            count -= known[i] == NULL ? 0 : 1;
            known[i] = NULL;
        }
        assert_int_equal(map.count, count);
        size_t other = (chance >> 20) % IDS;
        assert_ptr_equal(gs_id_map_find(&map, (other + 1) * 64), known[other]);
    }
    assert_in_range(map.capacity, 1,
                    4 * IDS); /* coming and going does not make it grow */
    gs_id_map_fini(&map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_map_finds_nothing),
        cmocka_unit_test(a_second_item_takes_the_place_of_the_first),
        cmocka_unit_test(items_are_found_however_they_come_and_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
