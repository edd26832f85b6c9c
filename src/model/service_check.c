/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/service_check.h"

struct gs_service_check *gs_service_check_new(const char *name, uint16_t port)
{
    static const char *const protocols[GS_SERVICE_CHECK_PROTOCOLS] = {"tcp", "udp",
                                                                      "sctp"};
    static const char *const types[GS_SERVICE_CHECK_TYPES] = {"any", "stream", "dgram",
                                                              "seqpacket", "raw"};
    struct gs_service_check *check = gs_mem_new(1, sizeof *check);
    check->name = gs_mem_copy_text(name);
    check->port = port;
    for (size_t i = 0; i < GS_SERVICE_CHECK_PROTOCOLS; i++) {
        check->rows[i].protocol = protocols[i];
    }
    for (size_t i = 0; i < GS_SERVICE_CHECK_TYPES; i++) {
        check->types[i].socktype = types[i];
    }
    return check;
}

void gs_service_check_free(struct gs_service_check *check)
{
    if (check == NULL) {
        return;
    }
    for (size_t i = 0; i < GS_SERVICE_CHECK_PROTOCOLS; i++) {
        gs_service_fini(&check->rows[i].by_name);
        gs_service_fini(&check->rows[i].by_port);
    }
    free(check->name);
    free(check);
}
