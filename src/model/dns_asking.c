/* SPDX-License-Identifier: MIT */
#include "gaiscope/model/dns_asking.h"

#include "setting_words.h"

#include "gaiscope/base/text.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

/* A limit as it is written. */
#define DIGITS_OF(number) #number
#define DIGITS(limit)     DIGITS_OF(limit)

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

enum {
    ALIASES = 2,
    MS_DIGITS = 3, /* of a time limit behind its point */
};

/* A word that is said or, with "no" in front, unsaid. */
static const struct flag {
    const char *word;
    const char *aliases[ALIASES]; /* other spellings of dig and kdig */
    size_t at;                    /* of its bool in struct gs_dns_asking */
    bool is_usual; /* the default is the word, and the bool is its opposite */
} flags[] = {
    {"do", {"dnssec"}, offsetof(struct gs_dns_asking, wants_signatures), false},
    {"cd", {"cdflag"}, offsetof(struct gs_dns_asking, is_checking_disabled), false},
    {"nsid", {NULL}, offsetof(struct gs_dns_asking, wants_nsid), false},
    {"cookie", {NULL}, offsetof(struct gs_dns_asking, sends_cookie), false},
    {"tcp", {"vc"}, offsetof(struct gs_dns_asking, is_tcp_only), false},
    {"rec", {"recurse", "rdflag"}, offsetof(struct gs_dns_asking, is_iterative), true},
    {"ad", {"adflag"}, offsetof(struct gs_dns_asking, is_without_ad), true},
};

static const struct gs_asking_word words[] = {
    {"do", "wants DNSSEC records, too (DO)"},
    {"cd", "the resolver is not to validate (CD)"},
    {"nsid", "asks which server of many it is"},
    {"cookie", "sends a cookie against forged answers"},
    {"tcp", "TCP from the first try on"},
    {"norec", "no recursion: what the server itself knows (RD clear)"},
    {"noad", "does not ask for the AD bit"},
    {"noedns", "no EDNS: a plain question of 1987"},
    {"size=", "bytes of an answer by UDP, " DIGITS(GS_UDP_SIZE_MIN) " to " DIGITS(
                  GS_UDP_SIZE_MAX)},
    {"subnet=", "tells a client subnet, as 192.0.2.0/24"},
    {"timeout=", "seconds a try may take"},
    {"tries=", "rounds over all servers, 1 to " DIGITS(GS_ATTEMPTS_MAX)},
    {"default", "all of this as it was"},
};

struct gs_dns_asking gs_dns_asking_default(void)
{
    return (struct gs_dns_asking){.udp_size = GS_UDP_SIZE_DEFAULT};
}

const struct gs_asking_word *gs_dns_asking_words(size_t *count)
{
    *count = COUNT_OF(words);
    return words;
}

static bool is_word(const char *text, const char *word)
{
    return word != NULL && gs_text_compare_case(text, word, SIZE_MAX) == 0;
}

/* --- words without a value --- */

static const struct flag *find_flag(const char *word)
{
    for (size_t i = 0; i < COUNT_OF(flags); i++) {
        if (is_word(word, flags[i].word) || is_word(word, flags[i].aliases[0]) ||
            is_word(word, flags[i].aliases[1])) {
            return &flags[i];
        }
    }
    return NULL;
}

static bool *flag_of(struct gs_dns_asking *asking, const struct flag *flag)
{
    return (bool *)(void *)((char *)asking + flag->at);
}

static void set_default(struct gs_dns_asking *asking)
{
    bool keeps_message = asking->keeps_message;
    *asking = gs_dns_asking_default();
    asking->keeps_message = keeps_message;
}

/* Words that undo or stand alone. */
static bool apply_plain(const char *word, bool is_on, struct gs_dns_asking *asking)
{
    const struct flag *flag = find_flag(word);
    if (flag != NULL) {
        *flag_of(asking, flag) = is_on != flag->is_usual;
    } else if (is_word(word, "edns")) {
        uint16_t wanted = asking->udp_size > 0 ? asking->udp_size : GS_UDP_SIZE_DEFAULT;
        asking->udp_size = is_on ? wanted : 0;
    } else if (is_word(word, "subnet") && !is_on) {
        asking->subnet = (struct gs_address){0};
        asking->subnet_bits = 0;
    } else if (is_word(word, "default") && is_on) {
        set_default(asking);
    } else {
        return false;
    }
    return true;
}

/* --- values --- */

static bool parse_number(const char *text, long low, long high, long *out)
{
    char *end = NULL;
    if (*text < '0' || *text > '9' || strlen(text) > 9) {
        return false;
    }
    *out = strtol(text, &end, 10);
    return *end == '\0' && *out >= low && *out <= high;
}

static bool set_size(const char *value, struct gs_dns_asking *asking,
                     struct gs_buf *wrong)
{
    long size = 0;
    if (!parse_number(value, GS_UDP_SIZE_MIN, GS_UDP_SIZE_MAX, &size)) {
        gs_buf_addf(wrong, "size is a number of bytes from %d to %d.", GS_UDP_SIZE_MIN,
                    GS_UDP_SIZE_MAX);
        return false;
    }
    asking->udp_size = (uint16_t)size;
    return true;
}

/* Seconds with up to three places behind the point. */
static bool parse_ms(const char *text, long *out)
{
    char whole[SETTING_WORD_MAX];
    size_t len = strcspn(text, ".");
    size_t digits = text[len] == '.' ? strlen(text + len + 1) : 0;
    if (len == 0 || digits > MS_DIGITS || (text[len] == '.' && digits == 0)) {
        return false;
    }
    memcpy(whole, text, len);
    memcpy(whole + len, text + len + 1, digits);
    memset(whole + len + digits, '0', MS_DIGITS - digits);
    whole[len + MS_DIGITS] = '\0';
    return parse_number(whole, 1, GS_TRY_MS_MAX, out);
}

static bool set_timeout(const char *value, struct gs_dns_asking *asking,
                        struct gs_buf *wrong)
{
    long ms = 0;
    if (!parse_ms(value, &ms)) {
        gs_buf_addf(wrong, "timeout is a number of seconds up to %d, as 2 or 0.25.",
                    GS_TRY_MS_MAX / 1000);
        return false;
    }
    asking->timeout_ms = (uint32_t)ms;
    return true;
}

static bool set_tries(const char *value, struct gs_dns_asking *asking,
                      struct gs_buf *wrong)
{
    long tries = 0;
    if (!parse_number(value, 1, GS_ATTEMPTS_MAX, &tries)) {
        gs_buf_addf(wrong, "tries is a number from 1 to %d.", GS_ATTEMPTS_MAX);
        return false;
    }
    asking->attempts = (uint8_t)tries;
    return true;
}

static bool set_retry(const char *value, struct gs_dns_asking *asking,
                      struct gs_buf *wrong)
{
    long more = 0;
    if (!parse_number(value, 0, GS_ATTEMPTS_MAX - 1, &more)) {
        gs_buf_addf(wrong,
                    "retry is a number from 0 to %d: how often after the first try.",
                    GS_ATTEMPTS_MAX - 1);
        return false;
    }
    asking->attempts = (uint8_t)(more + 1);
    return true;
}

/* The bits behind the prefix are not told to anybody. RFC 7871 6 */
static void clear_behind(struct gs_address *address, unsigned bits)
{
    for (unsigned i = bits; i < 8 * sizeof address->bytes; i++) {
        address->bytes[i / 8] &= (uint8_t) ~(0x80u >> i % 8);
    }
}

static bool set_subnet(const char *value, struct gs_dns_asking *asking,
                       struct gs_buf *wrong)
{
    char text[SETTING_WORD_MAX];
    struct gs_address subnet;
    size_t len = strcspn(value, "/");
    memcpy(text, value, len);
    text[len] = '\0';
    if (is_word(value, "0")) { /* as dig has it: "tell nobody anything" */
        value = "0.0.0.0/0";
        memcpy(text, "0.0.0.0", sizeof "0.0.0.0");
        len = strlen(text);
    }
    bool is_address = gs_address_parse(text, &subnet) == GS_OK && subnet.zone[0] == '\0';
    long bits = is_address && subnet.family == AF_INET ? 32 : 128;
    if (!is_address ||
        (value[len] == '/' && !parse_number(value + len + 1, 0, bits, &bits))) {
        gs_buf_add_text(wrong,
                        "subnet is an address with the bits to tell, as 192.0.2.0/24.");
        return false;
    }
    clear_behind(&subnet, (unsigned)bits);
    asking->subnet = subnet;
    asking->subnet_bits = (uint8_t)bits;
    return true;
}

static const struct value {
    const char *word;
    const char *alias;
    /* Returns: false: it is wrong, and a sentence says so. */
    bool (*set)(const char *value, struct gs_dns_asking *asking, struct gs_buf *wrong);
} values[] = {
    {"size", "bufsize", set_size},    {"subnet", "client", set_subnet},
    {"timeout", "time", set_timeout}, {"tries", NULL, set_tries},
    {"retry", NULL, set_retry},
};

/* --- the text --- */

static void say_unknown(struct gs_buf *wrong, const char *word)
{
    gs_buf_add_text(wrong, "\"");
    gs_text_sanitise(wrong, word, strlen(word));
    gs_buf_add_text(wrong, "\" is no setting. There are");
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        gs_buf_addf(wrong, " %s", words[i].word);
    }
    gs_buf_add_text(wrong, ".");
}

static bool apply_value(char *word, struct gs_dns_asking *asking, struct gs_buf *wrong)
{
    char *equals = strchr(word, '=');
    const char *value = equals == NULL ? "" : equals + 1;
    if (equals != NULL) {
        *equals = '\0';
    }
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        if (is_word(word, values[i].word) || is_word(word, values[i].alias)) {
            return values[i].set(value, asking, wrong);
        }
    }
    bool is_flag = equals != NULL && apply_plain(word, true, asking);
    if (is_flag) {
        gs_buf_addf(wrong, "%s takes no value.", word);
    } else {
        say_unknown(wrong, word);
    }
    return false;
}

static bool apply(char *word, void *context, struct gs_buf *wrong)
{
    struct gs_dns_asking *asking = context;
    word += *word == '+' ? 1 : 0;
    bool is_no = gs_text_compare_case(word, "no", 2) == 0;
    return apply_plain(word, true, asking) ||
           (is_no && apply_plain(word + 2, false, asking)) ||
           apply_value(word, asking, wrong);
}

static bool is_whole(const struct gs_dns_asking *asking, struct gs_buf *wrong)
{
    if (asking->udp_size > 0) {
        return true;
    }
    const char *needs = asking->wants_signatures     ? "do"
                        : asking->wants_nsid         ? "nsid"
                        : asking->sends_cookie       ? "cookie"
                        : asking->subnet.family != 0 ? "subnet"
                                                     : NULL;
    if (needs != NULL) {
        gs_buf_addf(wrong, "%s needs EDNS: say edns, or no%s.", needs, needs);
    }
    return needs == NULL;
}

static bool apply_all(const char *text, struct gs_dns_asking *asking,
                      struct gs_buf *wrong)
{
    static const struct setting_words all = {SETTING_WORD_MAX, apply, say_unknown};
    return setting_words_apply(&all, text, asking, wrong) && is_whole(asking, wrong);
}

enum gs_status gs_dns_asking_parse(const char *text, struct gs_dns_asking *asking,
                                   struct gs_buf *wrong)
{
    struct gs_dns_asking changed = *asking;
    struct gs_buf why = {0};
    bool is_ok = apply_all(text, &changed, &why);
    if (is_ok) {
        *asking = changed;
    } else if (wrong != NULL) {
        gs_buf_add_text(wrong, gs_buf_text(&why));
    }
    gs_buf_fini(&why);
    return is_ok ? GS_OK : GS_EFORMAT;
}

void gs_subnet_format(const struct gs_address *subnet, unsigned bits, struct gs_buf *out)
{
    char address[GS_ADDRESS_TEXT_MAX];
    gs_address_format(subnet, address);
    gs_buf_addf(out, "%s/%u", address, bits);
}

static void format_timeout(uint32_t ms, struct gs_buf *out)
{
    unsigned part = ms % 1000;
    unsigned digits = MS_DIGITS;
    gs_buf_addf(out, ",timeout=%u", (unsigned)(ms / 1000));
    while (part > 0 && part % 10 == 0) {
        part /= 10;
        digits--;
    }
    if (part > 0) {
        gs_buf_addf(out, ".%0*u", (int)digits, part);
    }
}

void gs_dns_asking_format(const struct gs_dns_asking *asking, struct gs_buf *out)
{
    struct gs_buf text = {0};
    struct gs_dns_asking copy = *asking;
    for (size_t i = 0; i < COUNT_OF(flags); i++) {
        if (*flag_of(&copy, &flags[i])) {
            gs_buf_addf(&text, ",%s%s", flags[i].is_usual ? "no" : "", flags[i].word);
        }
    }
    if (asking->udp_size == 0) {
        gs_buf_add_text(&text, ",noedns");
    } else if (asking->udp_size != GS_UDP_SIZE_DEFAULT) {
        gs_buf_addf(&text, ",size=%u", asking->udp_size);
    }
    if (asking->subnet.family != 0) {
        gs_buf_add_text(&text, ",subnet=");
        gs_subnet_format(&asking->subnet, asking->subnet_bits, &text);
    }
    if (asking->timeout_ms > 0) {
        format_timeout(asking->timeout_ms, &text);
    }
    if (asking->attempts > 0) {
        gs_buf_addf(&text, ",tries=%u", asking->attempts);
    }
    gs_buf_add_text(out, text.len == 0 ? "default" : text.data + 1);
    gs_buf_fini(&text);
}
