/* SPDX-License-Identifier: MIT */
#include "make_watch.h"

#define SERVFAIL "SERVFAIL from 10.0.0.2"

struct change_case {
    const char *label;
    const char *before, *after;
    const char *told;          /* from before to after */
    enum gs_watch_state state; /* after it */
    const char *told_back;     /* from after to before */
    enum gs_watch_state back;  /* after that */
};

static const struct change_case change_cases[] = {
    {"one address more", "192.0.2.1 2001:db8::1", "192.0.2.1 2001:db8::1 2001:db8::2",
     "address_added:  > 2001:db8::2 (2 IPv6 now)", GS_WATCH_CHANGED,
     "address_removed: 2001:db8::2 >  (1 IPv6 now)", GS_WATCH_CHANGED},
    {"another address", "192.0.2.1", "192.0.2.2",
     "address_removed: 192.0.2.1 >  (1 IPv4 now)\n"
     "address_added:  > 192.0.2.2 (1 IPv4 now)",
     GS_WATCH_CHANGED,
     "address_removed: 192.0.2.2 >  (1 IPv4 now)\n"
     "address_added:  > 192.0.2.1 (1 IPv4 now)",
     GS_WATCH_CHANGED},
    {"many addresses are one change", "192.0.2.1",
     "192.0.2.1 192.0.2.2 192.0.2.3 192.0.2.4 192.0.2.5 192.0.2.6",
     "address_added:  > 192.0.2.2, 192.0.2.3, 192.0.2.4, 192.0.2.5, 192.0.2.6 (6 IPv4 "
     "now)",
     GS_WATCH_CHANGED,
     "address_removed: 192.0.2.2, 192.0.2.3, 192.0.2.4, 192.0.2.5, 192.0.2.6 >  (1 IPv4 "
     "now)",
     GS_WATCH_CHANGED},
    {"all IPv6", "192.0.2.1 2001:db8::1 2001:db8::2", "192.0.2.1",
     "ipv6_lost: 2001:db8::1, 2001:db8::2 >  (no data for AAAA)", GS_WATCH_LOST_IPV6,
     "ipv6_gained:  > 2001:db8::1, 2001:db8::2 (2 IPv6 now)", GS_WATCH_CHANGED},
    {"all IPv4 while IPv6 changes", "192.0.2.1 2001:db8::1", "2001:db8::2",
     "ipv4_lost: 192.0.2.1 >  (no data for A)\n"
     "address_removed: 2001:db8::1 >  (1 IPv6 now)\n"
     "address_added:  > 2001:db8::2 (1 IPv6 now)",
     GS_WATCH_LOST_IPV4,
     "ipv4_gained:  > 192.0.2.1 (1 IPv4 now)\n"
     "address_removed: 2001:db8::2 >  (1 IPv6 now)\n"
     "address_added:  > 2001:db8::1 (1 IPv6 now)",
     GS_WATCH_CHANGED},
    {"both families, the name stays", "192.0.2.1 2001:db8::1", "none",
     "ipv6_lost: 2001:db8::1 >  (no data for AAAA)\n"
     "ipv4_lost: 192.0.2.1 >  (no data for A)",
     GS_WATCH_NO_DATA,
     "ipv6_gained:  > 2001:db8::1 (1 IPv6 now)\n"
     "ipv4_gained:  > 192.0.2.1 (1 IPv4 now)",
     GS_WATCH_CHANGED},
    {"the name", "192.0.2.1 2001:db8::1", "nx",
     "name_vanished: 192.0.2.1, 2001:db8::1 >  (NXDOMAIN)", GS_WATCH_NO_SUCH_NAME,
     "name_appeared:  > 192.0.2.1, 2001:db8::1 (1 IPv4, 1 IPv6)", GS_WATCH_CHANGED},
    {"a name without addresses", "none", "nx", "name_vanished: no data >  (NXDOMAIN)",
     GS_WATCH_NO_SUCH_NAME, "name_appeared:  > no data ()", GS_WATCH_NO_DATA},
    {"a temporary failure", "192.0.2.1", "servfail",
     "failure_began: answered > " SERVFAIL " (was answered)", GS_WATCH_TRY_AGAIN,
     "failure_ended: " SERVFAIL " > answered (after 60 s)", GS_WATCH_CHANGED},
    {"no such name becomes a failure", "nx", "timeout",
     "failure_began: no such name > timed out (was no such name)", GS_WATCH_TRY_AGAIN,
     "failure_ended: try again > no such name (after 60 s)", GS_WATCH_NO_SUCH_NAME},
    {"the source", "192.0.2.1 libc=192.0.2.1 source=hosts",
     "192.0.2.1 libc=192.0.2.1 source=dns", "source_changed: hosts file > DNS (same set)",
     GS_WATCH_CHANGED, "source_changed: DNS > hosts file (same set)", GS_WATCH_CHANGED},
    {"the source, and libc has another set",
     "192.0.2.1 libc=192.0.2.9 other source=hosts", "192.0.2.1 libc=192.0.2.1 source=dns",
     "source_changed: hosts file > DNS (another set)", GS_WATCH_CHANGED,
     "source_changed: DNS > hosts file (another set)", GS_WATCH_CHANGED},
    {"libc's family", "192.0.2.1 2001:db8::1 libc=192.0.2.1",
     "192.0.2.1 2001:db8::1 libc=2001:db8::1",
     "order_flipped: 192.0.2.1 > 2001:db8::1 (same set)", GS_WATCH_CHANGED,
     "order_flipped: 2001:db8::1 > 192.0.2.1 (same set)", GS_WATCH_CHANGED},
    {"a CNAME", "192.0.2.1 cname=a.test", "192.0.2.1 cname=b.test",
     "cname_changed: a.test > b.test (same set)", GS_WATCH_CHANGED,
     "cname_changed: b.test > a.test (same set)", GS_WATCH_CHANGED},
    {"the first CNAME", "192.0.2.1", "192.0.2.2 cname=b.test",
     "address_removed: 192.0.2.1 >  (1 IPv4 now)\n"
     "address_added:  > 192.0.2.2 (1 IPv4 now)\n"
     "cname_changed: no CNAME > b.test (another set)",
     GS_WATCH_CHANGED,
     "address_removed: 192.0.2.2 >  (1 IPv4 now)\n"
     "address_added:  > 192.0.2.1 (1 IPv4 now)\n"
     "cname_changed: b.test > no CNAME (another set)",
     GS_WATCH_CHANGED},
    {"mail exchanges", "192.0.2.1 mx=10:a.test", "192.0.2.1 mx=10:a.test,20:b.test",
     "mx_changed: 10 a.test > 10 a.test, 20 b.test (2 exchanges now)", GS_WATCH_CHANGED,
     "mx_changed: 10 a.test, 20 b.test > 10 a.test (1 exchange now)", GS_WATCH_CHANGED},
    {"null MX", "192.0.2.1 mx=10:a.test", "192.0.2.1 mx=null",
     "mx_null: 10 a.test > null MX (takes no mail)", GS_WATCH_CHANGED,
     "mx_changed: null MX > 10 a.test (1 exchange now)", GS_WATCH_CHANGED},
    {"no MX", "192.0.2.1 mx=10:a.test", "192.0.2.1 mx=none",
     "mx_changed: 10 a.test > no MX (0 exchanges now)", GS_WATCH_CHANGED,
     "mx_changed: no MX > 10 a.test (1 exchange now)", GS_WATCH_CHANGED},
    {"names of an address", "ptr=a.test", "ptr=a.test,b.test",
     "ptr_changed: a.test > a.test, b.test (2 names now)", GS_WATCH_CHANGED,
     "ptr_changed: a.test, b.test > a.test (1 name now)", GS_WATCH_CHANGED},
};

static void each_change_is_told_both_ways(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(change_cases); i++) {
        const struct change_case *c = &change_cases[i];
        struct subject subject = make_subject();
        check_case(c->label);
        (void)step(&subject, c->before);
        assert_string_equal(told(&subject), "");
        (void)step(&subject, c->before);
        assert_string_equal(told(&subject), "");
        (void)step(&subject, c->after);
        assert_string_equal(told(&subject), c->told);
        assert_int_equal(subject.round.state, c->state);
        (void)step(&subject, c->after);
        assert_string_equal(told(&subject), "");
        assert_int_equal(subject.round.state, c->state);
        (void)step(&subject, c->before);
        assert_string_equal(told(&subject), c->told_back);
        assert_int_equal(subject.round.state, c->back);
        free_subject(&subject);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_change_is_told_both_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
