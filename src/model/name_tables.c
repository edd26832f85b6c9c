/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/name_tables.h"

#include <stdlib.h>

struct gs_tables *gs_tables_new(void)
{
    return gs_mem_new(1, sizeof(struct gs_tables));
}

void gs_tables_free(struct gs_tables *tables)
{
    if (tables != NULL) {
        gs_vec_fini(&tables->services);
        gs_vec_fini(&tables->protocols);
        gs_vec_fini(&tables->errors);
        free(tables->texts);
        free(tables);
    }
}
