/* SPDX-License-Identifier: MIT */
#include "gaiscope/base/status.h"

const char *gs_status_text(enum gs_status status)
{
    switch (status) {
    case GS_OK:
        return "done";
    case GS_EINVAL:
        return "an argument is out of range";
    case GS_EFORMAT:
        return "the format is not as it should be";
    case GS_ELIMIT:
        return "more than gaiscope accepts";
    case GS_ENOTFOUND:
        return "not found";
    case GS_EOS:
        return "the system refused";
    case GS_EUNSUPPORTED:
        return "not possible on this system";
    }
    return "unknown status";
}
