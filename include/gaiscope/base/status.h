/* SPDX-License-Identifier: MIT */
/**
 * Why a function of this program failed. What the world answered is never a status: see
 * gaiscope/model/outcome.h. Any thread may use it.
 */
#ifndef GAISCOPE_BASE_STATUS_H
#define GAISCOPE_BASE_STATUS_H

/** The result of a function that can fail; a caller uses it or casts it away with a reason. */
enum gs_status {
    GS_OK = 0,    /**< done */
    GS_EINVAL,    /**< an argument is outside its documented range */
    GS_EFORMAT,   /**< text or bytes break the format they should follow */
    GS_ELIMIT,    /**< more than this program accepts; the limit is named in the header */
    GS_ENOTFOUND, /**< nothing of that name or id */
    GS_EOS,       /**< the operating system refused; errno says why */
    GS_EUNSUPPORTED, /**< this system (libc, library) cannot do it */
};

/** A short sentence for a status, in English, without a full stop. Never NULL. */
const char *gs_status_text(enum gs_status status);

#endif
