/* SPDX-License-Identifier: MIT */
#include "ldns.h"

#include "gaiscope/base/buf.h"
#include "gaiscope/base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dlfcn.h>
#include <ldns/ldns.h>

enum {
    DEFAULT_TTL_S = 3600, /* of zone files without $TTL */
    OWNER_TABS = 4,       /* owner, TTL, class and type each end in one */
};

/* The functions of ldns that we use, by the types its header gives them. */
static struct {
    __typeof__(ldns_wire2rr) *wire2rr;
    __typeof__(ldns_rr2str_fmt) *rr2str_fmt;
    __typeof__(ldns_rr_free) *rr_free;
    __typeof__(ldns_rr_new_frm_fp_l) *rr_new_frm_fp_l;
    __typeof__(ldns_rr2wire) *rr2wire;
    __typeof__(ldns_rdf_deep_free) *rdf_deep_free;
    __typeof__(ldns_get_errorstr_by_id) *errorstr;
    const ldns_output_format *const *plain; /* an output format without comments */
} ldns;

/* Writes the address of `name` to the pointer at `slot`. */
static bool find_symbol(void *library, const char *name, void *slot)
{
    void *symbol = dlsym(library, name);
    memcpy(slot, &symbol, sizeof symbol);
    return symbol != NULL;
}

static bool load(void)
{
    void *library = dlopen(GS_LDNS_SONAME, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        return false;
    }

    const struct {
        const char *name;
        void *slot;
    } symbols[] = {
        {"ldns_wire2rr", &ldns.wire2rr},
        {"ldns_rr2str_fmt", &ldns.rr2str_fmt},
        {"ldns_rr_free", &ldns.rr_free},
        {"ldns_rr_new_frm_fp_l", &ldns.rr_new_frm_fp_l},
        {"ldns_rr2wire", &ldns.rr2wire},
        {"ldns_rdf_deep_free", &ldns.rdf_deep_free},
        {"ldns_get_errorstr_by_id", &ldns.errorstr},
        {"ldns_output_format_nocomments", &ldns.plain},
    };

    bool has_all = true;
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        has_all = find_symbol(library, symbols[i].name, symbols[i].slot) && has_all;
    }
    return has_all;
}

static bool is_loaded(void)
{
    static enum {
        UNTRIED,
        LOADED,
        MISSING
    } state;

    if (state == UNTRIED) {
        state = load() ? LOADED : MISSING;
    }
    return state == LOADED;
}

/* Appends without the dot that ends each name; quoted text stays. False: not printable. */
static bool add_without_final_dots(struct gs_buf *out, const char *text)
{
    bool is_quoted = false;
    for (const char *c = text; *c != '\0'; c++) {
        if (*c < 0x20 || *c > 0x7e) {
            return false;
        }
        if (*c == '\\' && c[1] > 0x20 && c[1] <= 0x7e) {
            gs_buf_add(out, c++, 2);
            continue;
        }
        is_quoted = is_quoted != (*c == '"');
        bool ends_word = c[1] == ' ' || c[1] == '\0';
        bool starts_word = c == text || c[-1] == ' ';
        if (*c != '.' || is_quoted || !ends_word || starts_word) {
            gs_buf_add(out, c, 1);
        }
    }
    return out->len > 0;
}

/* The data's part of "owner TTL class type data\n". */
static char *data_of_line(char *line)
{
    for (size_t i = 0; i < OWNER_TABS && line != NULL; i++) {
        line = strchr(line, '\t');
        line = line == NULL ? NULL : line + 1;
    }
    if (line != NULL) {
        for (size_t len = strlen(line); len > 0 && strchr("\n ", line[len - 1]); len--) {
            line[len - 1] = '\0';
        }
    }
    return line;
}

static char *format_rr(const ldns_rr *rr)
{
    char *line = ldns.rr2str_fmt(*ldns.plain, rr);
    char *data = line == NULL ? NULL : data_of_line(line);
    struct gs_buf out = {0};
    bool is_clean = data != NULL && add_without_final_dots(&out, data);
    free(line);
    if (!is_clean) {
        gs_buf_fini(&out);
        return NULL;
    }
    return gs_buf_claim(&out);
}

char *gs_ldns_rdata_text(const struct gs_ldns_span *span)
{
    ldns_rr *rr = NULL;
    size_t at = span->at;
    if (!is_loaded() || ldns.wire2rr(&rr, span->wire, span->len, &at,
                                     LDNS_SECTION_ANSWER) != LDNS_STATUS_OK) {
        return NULL;
    }
    char *text = at == span->end ? format_rr(rr) : NULL;
    ldns.rr_free(rr);
    return text;
}

/* Hands one record over in wire form. */
static ldns_status add_record(const struct gs_ldns_zone *zone, const ldns_rr *rr)
{
    uint8_t *wire = NULL;
    size_t len = 0;
    ldns_status status = ldns.rr2wire(&wire, rr, LDNS_SECTION_ANSWER, &len);
    if (status == LDNS_STATUS_OK) {
        bool is_taken = zone->add(zone->context, &(struct gs_ldns_record){wire, len});
        status = is_taken ? LDNS_STATUS_OK : LDNS_STATUS_INVALID_RDF_TYPE;
    }
    free(wire);
    return status;
}

static bool is_no_record(ldns_status status)
{
    return status == LDNS_STATUS_SYNTAX_EMPTY || status == LDNS_STATUS_SYNTAX_TTL ||
           status == LDNS_STATUS_SYNTAX_ORIGIN;
}

static enum gs_status read_records(struct gs_ldns_zone *zone, FILE *file)
{
    uint32_t ttl_s = DEFAULT_TTL_S;
    ldns_rdf *origin = NULL;
    ldns_rdf *previous = NULL;
    int line = 0;
    ldns_status status = LDNS_STATUS_OK;
    while (status == LDNS_STATUS_OK && !feof(file)) {
        ldns_rr *rr = NULL;
        status = ldns.rr_new_frm_fp_l(&rr, file, &ttl_s, &origin, &previous, &line);
        if (status == LDNS_STATUS_OK) {
            status = add_record(zone, rr);
            ldns.rr_free(rr);
        } else if (is_no_record(status)) {
            status = LDNS_STATUS_OK;
        }
    }
    ldns.rdf_deep_free(origin);
    ldns.rdf_deep_free(previous);
    if (status != LDNS_STATUS_OK) {
        zone->bad_line = (size_t)line;
        zone->why = ldns.errorstr(status);
        return GS_EFORMAT;
    }
    return GS_OK;
}

enum gs_status gs_ldns_zone_read(struct gs_ldns_zone *zone)
{
    zone->bad_line = 0;
    if (!is_loaded()) {
        zone->why = GS_LDNS_SONAME " cannot be loaded";
        return GS_EUNSUPPORTED;
    }
    char *copy = gs_mem_copy_text(zone->text);
    FILE *file = *copy == '\0' ? NULL : fmemopen(copy, strlen(copy), "r");
    enum gs_status status = *copy == '\0' ? GS_OK : GS_EOS;
    zone->why = "cannot be opened in memory";
    if (file != NULL) {
        status = read_records(zone, file);
        (void)fclose(file); /* nothing was written */
    }
    free(copy);
    return status;
}
