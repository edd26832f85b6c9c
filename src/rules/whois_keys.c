/* SPDX-License-Identifier: MIT */
#include "whois_keys.h"

#include <string.h>

#define DOMAIN_  (1u << GS_WHOIS_DOMAIN)
#define NETWORK_ (1u << GS_WHOIS_IPV4 | 1u << GS_WHOIS_IPV6)
#define AS_      (1u << GS_WHOIS_AS)
#define NUMBERS  (NETWORK_ | AS_)
#define ANY      (DOMAIN_ | NUMBERS)

static const struct gs_whois_key keys[] = {
    {"domain name", GS_WHOIS_NAME, DOMAIN_, 0},
    {"domain", GS_WHOIS_NAME, DOMAIN_, 1},
    {"registrar", GS_WHOIS_REGISTRAR_NAME, DOMAIN_, 0},
    {"sponsoring registrar", GS_WHOIS_REGISTRAR_NAME, DOMAIN_, 0},
    {"registrar name", GS_WHOIS_REGISTRAR_NAME, DOMAIN_, 0},
    {"registrar handle", GS_WHOIS_REGISTRAR_NAME, DOMAIN_, 3},
    {"registrar iana id", GS_WHOIS_REGISTRAR_ID, DOMAIN_, 0},
    {"sponsoring registrar iana id", GS_WHOIS_REGISTRAR_ID, DOMAIN_, 0},
    {"creation date", GS_WHOIS_CREATED, ANY, 0},
    {"created", GS_WHOIS_CREATED, ANY, 0},
    {"created on", GS_WHOIS_CREATED, ANY, 0},
    {"created date", GS_WHOIS_CREATED, ANY, 0},
    {"domain registration date", GS_WHOIS_CREATED, DOMAIN_, 0},
    {"domain record activated", GS_WHOIS_CREATED, DOMAIN_, 0},
    {"registered", GS_WHOIS_CREATED, DOMAIN_, 0},
    {"registered on", GS_WHOIS_CREATED, DOMAIN_, 0},
    {"registered date", GS_WHOIS_CREATED, DOMAIN_, 0},
    {"registration date", GS_WHOIS_CREATED, ANY, 0},
    {"registration time", GS_WHOIS_CREATED, DOMAIN_, 0},
    {"regdate", GS_WHOIS_CREATED, NUMBERS, 0},
    {"updated date", GS_WHOIS_CHANGED, ANY, 0},
    {"updated", GS_WHOIS_CHANGED, ANY, 0},
    {"last updated", GS_WHOIS_CHANGED, ANY, 0},
    {"last updated on", GS_WHOIS_CHANGED, ANY, 0},
    {"last updated date", GS_WHOIS_CHANGED, ANY, 0},
    {"last update", GS_WHOIS_CHANGED, ANY, 0},
    {"last-update", GS_WHOIS_CHANGED, ANY, 0},
    {"last modified", GS_WHOIS_CHANGED, ANY, 0},
    {"last-modified", GS_WHOIS_CHANGED, ANY, 0},
    {"modified", GS_WHOIS_CHANGED, ANY, 0},
    {"modified date", GS_WHOIS_CHANGED, ANY, 0},
    {"domain record last updated", GS_WHOIS_CHANGED, DOMAIN_, 0},
    {"changed", GS_WHOIS_CHANGED, ANY, 1},
    {"registry expiry date", GS_WHOIS_EXPIRES, DOMAIN_, 0},
    {"registrar registration expiration date", GS_WHOIS_EXPIRES, DOMAIN_, 1},
    {"expiry date", GS_WHOIS_EXPIRES, DOMAIN_, 0},
    {"expiration date", GS_WHOIS_EXPIRES, DOMAIN_, 0},
    {"expiration time", GS_WHOIS_EXPIRES, DOMAIN_, 0},
    {"expire date", GS_WHOIS_EXPIRES, DOMAIN_, 0},
    {"expire", GS_WHOIS_EXPIRES, DOMAIN_, 0},
    {"expires", GS_WHOIS_EXPIRES, DOMAIN_, 0},
    {"expires on", GS_WHOIS_EXPIRES, DOMAIN_, 0},
    {"domain expires", GS_WHOIS_EXPIRES, DOMAIN_, 0},
    {"domain expiration date", GS_WHOIS_EXPIRES, DOMAIN_, 0},
    {"paid-till", GS_WHOIS_EXPIRES, DOMAIN_, 0},
    {"renewal date", GS_WHOIS_EXPIRES, DOMAIN_, 0},
    {"valid until", GS_WHOIS_EXPIRES, DOMAIN_, 0},
    {"dnssec", GS_WHOIS_DNSSEC, DOMAIN_, 0},
    {"dnssec signed", GS_WHOIS_DNSSEC, DOMAIN_, 0},
    {"inetnum", GS_WHOIS_NETWORK, NETWORK_, 0},
    {"inet6num", GS_WHOIS_NETWORK, NETWORK_, 0},
    {"netrange", GS_WHOIS_NETWORK, NETWORK_, 0},
    {"ipv4 address", GS_WHOIS_NETWORK, NETWORK_, 0},
    {"ipv6 address", GS_WHOIS_NETWORK, NETWORK_, 0},
    {"network number", GS_WHOIS_NETWORK, NETWORK_, 0},
    {"aut-num", GS_WHOIS_NETWORK, AS_, 0},
    {"asnumber", GS_WHOIS_NETWORK, AS_, 0},
    {"as number", GS_WHOIS_NETWORK, AS_, 0},
    {"cidr", GS_WHOIS_CIDR, NETWORK_, 0},
    {"route", GS_WHOIS_CIDR, NETWORK_, 2},
    {"route6", GS_WHOIS_CIDR, NETWORK_, 2},
    {"netname", GS_WHOIS_NETWORK_NAME, NETWORK_, 0},
    {"network name", GS_WHOIS_NETWORK_NAME, NETWORK_, 0},
    {"as-name", GS_WHOIS_NETWORK_NAME, AS_, 0},
    {"asname", GS_WHOIS_NETWORK_NAME, AS_, 0},
    {"origin", GS_WHOIS_ORIGIN, NETWORK_, 0},
    {"originas", GS_WHOIS_ORIGIN, NETWORK_, 1},
    {"custname", GS_WHOIS_HOLDER, NUMBERS, 0},
    {"orgname", GS_WHOIS_HOLDER, NUMBERS, 1},
    {"org-name", GS_WHOIS_HOLDER, NUMBERS, 1},
    {"owner", GS_WHOIS_HOLDER, ANY, 1},
    {"organization", GS_WHOIS_HOLDER, ANY, 2},
    {"organization name", GS_WHOIS_HOLDER, ANY, 2},
    {"organisation", GS_WHOIS_HOLDER, ANY, 2},
    {"descr", GS_WHOIS_HOLDER, ANY, 4},
    {"registrant organization", GS_WHOIS_HOLDER, DOMAIN_, 0},
    {"registrant organisation", GS_WHOIS_HOLDER, DOMAIN_, 0},
    {"registrant contact organisation", GS_WHOIS_HOLDER, DOMAIN_, 0},
    {"registrant", GS_WHOIS_HOLDER, DOMAIN_, 1},
    {"holder", GS_WHOIS_HOLDER, DOMAIN_, 1},
    {"org", GS_WHOIS_HOLDER, DOMAIN_, 1},
    {"registrant name", GS_WHOIS_HOLDER, DOMAIN_, 2},
    {"registrant contact name", GS_WHOIS_HOLDER, DOMAIN_, 2},
    {"person", GS_WHOIS_HOLDER, DOMAIN_, 3},
    {"registrant country", GS_WHOIS_COUNTRY, DOMAIN_, 0},
    {"country", GS_WHOIS_COUNTRY, ANY, 1},
    {"country code", GS_WHOIS_COUNTRY, ANY, 1},
    {"registrar abuse contact email", GS_WHOIS_ABUSE, DOMAIN_, 0},
    {"orgabuseemail", GS_WHOIS_ABUSE, NUMBERS, 0},
    {"abuse-mailbox", GS_WHOIS_ABUSE, ANY, 1},
    {"abuse contact", GS_WHOIS_ABUSE, ANY, 1},
    {"domain status", GS_WHOIS_KEY_STATUS, DOMAIN_, 0},
    {"status", GS_WHOIS_KEY_STATUS, ANY, 0},
    {"state", GS_WHOIS_KEY_STATUS, DOMAIN_, 0},
    {"eppstatus", GS_WHOIS_KEY_STATUS, DOMAIN_, 0},
    {"epp status", GS_WHOIS_KEY_STATUS, DOMAIN_, 0},
    {"registration status", GS_WHOIS_KEY_STATUS, DOMAIN_, 0},
    {"name server", GS_WHOIS_KEY_NAME_SERVER, DOMAIN_, 0},
    {"name servers", GS_WHOIS_KEY_NAME_SERVER, DOMAIN_, 0},
    {"nameserver", GS_WHOIS_KEY_NAME_SERVER, DOMAIN_, 0},
    {"nameservers", GS_WHOIS_KEY_NAME_SERVER, DOMAIN_, 0},
    {"domain nameservers", GS_WHOIS_KEY_NAME_SERVER, DOMAIN_, 0},
    {"domain servers in listed order", GS_WHOIS_KEY_NAME_SERVER, DOMAIN_, 0},
    {"hostname", GS_WHOIS_KEY_NAME_SERVER, DOMAIN_, 0},
    {"nserver", GS_WHOIS_KEY_NAME_SERVER, DOMAIN_, 0},
    {"dns", GS_WHOIS_KEY_NAME_SERVER, DOMAIN_, 0},
};

const struct gs_whois_key *gs_whois_key_find(struct gs_whois_span key,
                                             enum gs_whois_kind kind)
{
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if ((keys[i].kinds & 1u << kind) != 0 && gs_whois_span_is(key, keys[i].key)) {
            return &keys[i];
        }
    }
    return NULL;
}

static bool is_one_of(struct gs_whois_span key, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (gs_whois_span_is(key, words[i])) {
            return true;
        }
    }
    return false;
}

enum gs_whois_object gs_whois_object_of(struct gs_whois_span key)
{
    static const char *const contacts[] = {
        "person",  "role",     "irt", "mntner",     "nic-hdl",    "nic-hdl-br",
        "contact", "key-cert", "poc", "contact id", "registrar-c"};
    static const char *const holders[] = {"organisation", "orgname", "custname"};
    if (is_one_of(key, contacts, sizeof contacts / sizeof contacts[0])) {
        return GS_WHOIS_OBJECT_CONTACT;
    }
    return is_one_of(key, holders, sizeof holders / sizeof holders[0])
               ? GS_WHOIS_OBJECT_ORGANISATION
               : GS_WHOIS_OBJECT_ANY;
}
