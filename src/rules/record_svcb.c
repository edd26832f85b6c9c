/* SPDX-License-Identifier: MIT */
/*
 * SVCB and HTTPS. RFC 9460. First the parameters are read into a list (their order and that
 * none stands twice belong to the format), then they are told in the order a person asks:
 * where to, which protocols, which port, hints, all others.
 */
#include "svcb_params.h"

#include "gaiscope/base/text.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

/* A record being told. */
struct service {
    struct gs_record_reading *reading;
    struct gs_svcb_params params;
    struct gs_buf target; /* as written */
    const char *host;     /* the name whose addresses count */
    bool is_https;
    bool has_http3;   /* alpn names it */
    bool contradicts; /* no-default-alpn without alpn */
};

static const struct protocol {
    const char *id;
    const char *words;
} protocols[] = {
    {"h2", "HTTP/2 over TCP"},
    {"h3", "HTTP/3 over UDP"},
    {"http/1.1", "HTTP/1.1 over TCP"},
    {"http/1.0", "HTTP/1.0 over TCP"},
    {"dot", "DNS over TLS"},
    {"doq", "DNS over QUIC"},
    {"co", "CoAP over DTLS"},
    {"coap", "CoAP over TLS"},
    {"ftp", "FTP"},
    {"imap", "IMAP"},
    {"mqtt", "MQTT"},
    {"sip/2", "SIP"},
    {"smb", "SMB"},
};

static const char *protocol_words(const uint8_t *id, size_t len)
{
    for (size_t i = 0; i < sizeof protocols / sizeof *protocols; i++) {
        if (strlen(protocols[i].id) == len && memcmp(protocols[i].id, id, len) == 0) {
            return protocols[i].words;
        }
    }
    return NULL;
}

static void add_item(struct gs_buf *list, const char *text)
{
    gs_buf_addf(list, "%s%s", list->len > 0 ? ", " : "", text);
}

/* The ids of alpn, and what they mean. RFC 9460 7.1.1. */
static bool read_alpn(struct service *service, const struct gs_svcb_param *param,
                      struct gs_buf *ids, struct gs_buf *words)
{
    struct gs_record_reading *reading = service->reading;
    for (size_t at = 0; at < param->len;) {
        size_t len = param->value[at++];
        if (len == 0 || len > param->len - at) {
            gs_reading_fail(reading, "its alpn is broken");
            return false;
        }
        const char *known = protocol_words(param->value + at, len);
        gs_buf_add_text(ids, ids->len > 0 ? ", " : "");
        gs_text_sanitise(ids, (const char *)param->value + at, len);
        if (known != NULL) {
            add_item(words, known);
        }
        service->has_http3 =
            service->has_http3 || (len == 2 && memcmp("h3", param->value + at, 2) == 0);
        at += len;
    }
    if (param->len == 0) {
        gs_reading_fail(reading, "its alpn is empty");
    }
    return param->len > 0;
}

static void tell_alpn(struct service *service)
{
    struct gs_record_reading *reading = service->reading;
    const struct gs_svcb_param *alpn = gs_svcb_find(&service->params, GS_SVCB_ALPN);
    const struct gs_svcb_param *no_default =
        gs_svcb_find(&service->params, GS_SVCB_NO_DEFAULT_ALPN);
    struct gs_buf ids = {0};
    struct gs_buf words = {0};
    if (no_default != NULL && no_default->len > 0) {
        gs_reading_fail(reading, "its no-default-alpn has a value");
    }
    if (alpn != NULL && read_alpn(service, alpn, &ids, &words)) {
        gs_words_add(reading->out, "alpn", "%s", gs_buf_text(&ids));
        gs_words_remark(reading->out, GS_SIGN_NONE, "%s", gs_buf_text(&words));
    } else if (service->is_https) {
        gs_words_add(reading->out, "alpn", "not given: http/1.1");
    }
    service->contradicts = no_default != NULL && alpn == NULL;
    if (no_default != NULL) {
        gs_words_add(reading->out, "no-default-alpn", "set");
        gs_words_remark(reading->out, alpn == NULL ? GS_SIGN_ERR : GS_SIGN_NONE,
                        alpn == NULL ? "without alpn" : "only the protocols of alpn");
    }
    gs_buf_fini(&ids);
    gs_buf_fini(&words);
}

/* The port in an owner like `_8443._https.a.test`; 443 without. RFC 9460 9.1. */
static unsigned default_port(const char *owner)
{
    char *end = NULL;
    unsigned long port = owner[0] == '_' ? strtoul(owner + 1, &end, 10) : 0;
    bool has_port = end != NULL && port > 0 && port <= UINT16_MAX &&
                    gs_text_compare_case(end, "._https.", strlen("._https.")) == 0;
    return has_port ? (unsigned)port : 443;
}

static void tell_port(struct service *service)
{
    struct gs_record_reading *reading = service->reading;
    const struct gs_svcb_param *param = gs_svcb_find(&service->params, GS_SVCB_PORT);
    if (param != NULL && param->len != 2) {
        gs_reading_fail(reading, "a port has 2 bytes");
    } else if (param != NULL) {
        gs_words_add(reading->out, "port", "%u", param->value[0] << 8 | param->value[1]);
    } else if (service->is_https) {
        gs_words_add(reading->out, "port", "not given: %u",
                     default_port(reading->subject->record->name));
    }
}

/* Whether an answer is about the addresses of a host, be it behind aliases, and has said
 * which there are. */
static bool is_about(const struct gs_dns_answer *answer, const char *host)
{
    const char *end = answer == NULL ? NULL : gs_dns_answer_final_name(answer);
    return end != NULL &&
           (gs_name_is_equal(answer->name, host) || gs_name_is_equal(end, host)) &&
           (answer->outcome == GS_OUTCOME_ANSWERED ||
            answer->outcome == GS_OUTCOME_NO_DATA ||
            answer->outcome == GS_OUTCOME_NO_SUCH_NAME);
}

static bool has_address(const struct gs_dns_answer *answer,
                        const struct gs_address *address)
{
    for (size_t i = 0; i < answer->answer.count; i++) {
        if (gs_address_is_equal(&answer->answer.items[i].address, address)) {
            return true;
        }
    }
    return false;
}

static void tell_hint(struct service *service, const struct gs_address *address,
                      const char *label)
{
    struct gs_words *out = service->reading->out;
    const struct gs_record_subject *subject = service->reading->subject;
    bool is_v4 = address->family == AF_INET;
    const char *type = is_v4 ? "A" : "AAAA";
    const struct gs_dns_answer *answer = is_v4 ? subject->v4 : subject->v6;
    char text[GS_ADDRESS_TEXT_MAX];
    gs_address_format(address, text);
    gs_words_add(out, label, "%s", text);
    if (!is_about(answer, service->host)) {
        return;
    }
    if (has_address(answer, address)) {
        gs_words_remark(out, GS_SIGN_OK, "also in %s", type);
    } else if (answer->outcome == GS_OUTCOME_ANSWERED) {
        gs_words_remark(out, GS_SIGN_WARN, "not in %s: the %s records win", type, type);
    } else {
        gs_words_remark(out, GS_SIGN_WARN, "there is no %s record", type);
    }
}

static bool tell_hints(struct service *service, int family)
{
    bool is_v4 = family == AF_INET;
    size_t size = is_v4 ? 4 : 16;
    const struct gs_svcb_param *param =
        gs_svcb_find(&service->params, is_v4 ? GS_SVCB_IPV4HINT : GS_SVCB_IPV6HINT);
    bool is_first = is_v4 || gs_svcb_find(&service->params, GS_SVCB_IPV4HINT) == NULL;
    if (param == NULL) {
        return false;
    }
    if (param->len == 0 || param->len % size != 0) {
        gs_reading_fail(service->reading, is_v4 ? "its ipv4hint is no list of addresses"
                                                : "its ipv6hint is no list of addresses");
        return false;
    }
    for (size_t at = 0; at < param->len; at += size) {
        struct gs_address address = gs_address_from_bytes(family, param->value + at);
        tell_hint(service, &address, at > 0 ? "" : is_v4 ? "ipv4hint" : "ipv6hint");
        if (at == 0 && is_first) {
            gs_words_set_apart(service->reading->out);
        }
    }
    return true;
}

/* The keys a client must know to use the record. RFC 9460 8. */
static void tell_mandatory(struct service *service)
{
    struct gs_record_reading *reading = service->reading;
    const struct gs_svcb_param *param = gs_svcb_find(&service->params, GS_SVCB_MANDATORY);
    struct gs_buf keys = {0};
    struct gs_buf unknown = {0};
    if (param == NULL) {
        gs_words_add(reading->out, "mandatory", "none");
        return;
    }
    const char *problem = gs_svcb_mandatory_problem(&service->params, param);
    if (problem != NULL) {
        gs_reading_fail(reading, problem);
        return;
    }
    for (size_t at = 0; at < param->len; at += 2) {
        char name[GS_SVCB_KEY_TEXT_MAX];
        uint16_t key = (uint16_t)(param->value[at] << 8 | param->value[at + 1]);
        gs_svcb_key_format(key, name);
        add_item(&keys, name);
        if (!gs_svcb_key_is_known(key)) {
            add_item(&unknown, name);
        }
    }
    gs_words_add(reading->out, "mandatory", "%s", gs_buf_text(&keys));
    if (unknown.len > 0) {
        gs_words_remark(reading->out, GS_SIGN_WARN,
                        "unusable for a client that does not know %s", unknown.data);
    } else {
        gs_words_remark(reading->out, GS_SIGN_NONE, "a client must know them");
    }
    gs_buf_fini(&keys);
    gs_buf_fini(&unknown);
}

/* The parameters without a rule of their own here. */
static void tell_others(struct service *service)
{
    struct gs_record_reading *reading = service->reading;
    for (size_t i = 0; i < service->params.count; i++) {
        const struct gs_svcb_param *param = &service->params.items[i];
        char name[GS_SVCB_KEY_TEXT_MAX];
        gs_svcb_key_format(param->key, name);
        if (param->key == GS_SVCB_ECH) {
            gs_words_add(reading->out, name, "%zu bytes", param->len);
            gs_words_remark(reading->out, GS_SIGN_NONE,
                            "keys that hide the name asked for in TLS");
        } else if (param->key == GS_SVCB_DOHPATH) {
            gs_words_add_bytes(reading->out, name, param->value, param->len);
            gs_words_remark(reading->out, GS_SIGN_NONE, "where DNS over HTTPS is asked");
        } else if (param->key == GS_SVCB_OHTTP) {
            gs_words_add(reading->out, name, "set");
            gs_words_remark(reading->out, param->len > 0 ? GS_SIGN_WARN : GS_SIGN_NONE,
                            param->len > 0 ? "it has no value, but one came"
                                           : "takes Oblivious HTTP");
        } else if (!gs_svcb_key_is_known(param->key)) {
            gs_reading_add_hex(reading, name, param->value, param->len);
            gs_words_remark(reading->out, GS_SIGN_NONE, "a key without a name here");
        }
    }
}

static void tell_target(struct service *service, bool is_alias)
{
    struct gs_record_reading *reading = service->reading;
    const char *owner = reading->subject->record->name;
    bool is_root = strcmp(gs_buf_text(&service->target), ".") == 0;
    service->host = is_root ? owner : service->target.data;
    gs_words_add(reading->out, "target", "%s", gs_buf_text(&service->target));
    if (is_root && is_alias) {
        gs_words_remark(reading->out, GS_SIGN_NONE, "nowhere: there is no service");
    } else if (is_root) {
        gs_words_remark(reading->out, GS_SIGN_NONE, "the name itself: %s", owner);
    } else if (is_alias && gs_name_is_equal(service->target.data, owner)) {
        gs_words_remark(reading->out, GS_SIGN_ERR, "leads back to itself");
    }
}

static void tell_alias(struct service *service)
{
    struct gs_record_reading *reading = service->reading;
    if (service->params.count > 0) {
        gs_words_add(reading->out, "parameters", "%zu", service->params.count);
        gs_words_remark(reading->out, GS_SIGN_WARN, "an alias has none: ignored");
    }
    if (strcmp(gs_buf_text(&service->target), ".") == 0) {
        gs_reading_mean(reading, "The service does not exist.  RFC 9460");
    } else if (service->is_https) {
        gs_reading_mean(reading, "A browser goes on with the records of %s.",
                        gs_buf_text(&service->target));
        gs_reading_mean(reading, "Unlike with CNAME, others may stand beside it.");
    } else {
        gs_reading_mean(reading, "A client goes on with the records of %s.",
                        gs_buf_text(&service->target));
    }
}

static void tell_service(struct service *service)
{
    struct gs_record_reading *reading = service->reading;
    tell_alpn(service);
    tell_port(service);
    bool has_v4 = tell_hints(service, AF_INET);
    bool has_v6 = tell_hints(service, AF_INET6);
    tell_others(service);
    tell_mandatory(service);
    if (service->contradicts) {
        gs_reading_mean(reading, "Clients skip it: no protocol would be left.");
    } else if (service->is_https) {
        gs_reading_mean(reading, "A browser goes to https at once%s.",
                        service->has_http3 ? ", and may use HTTP/3" : "");
    } else {
        gs_reading_mean(reading,
                        "How a client reaches the service; the lowest priority first.");
    }
    if (has_v4 || has_v6) {
        gs_reading_mean(reading,
                        "Hints save a round trip; they are never the answer.  RFC 9460");
    }
}

void gs_explain_svcb(struct gs_record_reading *reading)
{
    struct service service = {.reading = reading};
    struct gs_dname name;
    unsigned priority = (unsigned)gs_reading_number(reading, 2);
    service.is_https = reading->subject->record->type == GS_TYPE_HTTPS;
    gs_words_add(reading->out, "priority", "%u", priority);
    gs_words_remark(reading->out, GS_SIGN_NONE,
                    priority == 0 ? "an alias, not a service"
                                  : "a service, not an alias (0)");
    if (gs_reading_name(reading, &name) &&
        gs_svcb_params_read(reading, &service.params)) {
        gs_dname_format(&name, &service.target);
        tell_target(&service, priority == 0);
        if (priority == 0) {
            tell_alias(&service);
        } else {
            tell_service(&service);
        }
    }
    gs_svcb_params_fini(&service.params);
    gs_buf_fini(&service.target);
}
