/* SPDX-License-Identifier: MIT */
/*
 * When a path is full, more questions do not come back sooner: they wait in a queue, and the
 * round trips of an epoch grow with the window. What is above the shortest that was seen is the
 * queue's share, and that share of the window is how many questions stand in it. Both the
 * mean and the fastest of the epoch have to say so: a machine that was busy elsewhere for a
 * moment makes the mean longer, but in a queue nobody is fast. A server with a small
 * receive buffer (some 256 small datagrams by default) loses them from there on, so the
 * queue is kept well below that. A resolver that takes long for some names has no queue:
 * its mean does not depend on the window, and the window grows.
 *
 * The shortest round trips are those of a small window. So that a path that became
 * longer is not taken for a queue for ever, every generation of epochs begins with a
 * short look through a small window, and what is older than a generation is forgotten.
 */
#include "mass_window.h"

enum {
    LOSS_LOW_PERCENT = 3,   /* below it is chance: go on growing */
    LOSS_HIGH_PERCENT = 10, /* from here on somebody is overrun */
    SHRINK_PERCENT = 70,    /* of the size that stays then */
    GROW_SHARE = 8,         /* a steady window grows by one part of so many */
    QUEUE_FINE = 32,        /* questions in a queue, on any path */
    QUEUE_SHARE = 32,       /* and one part of so many of the window */
    QUEUE_TWICE = 2,        /* so many times that is too much */
};

static size_t clamp(size_t value, size_t low, size_t high)
{
    return value < low ? low : value > high ? high : value;
}

struct gs_mass_window gs_mass_window_new(size_t max)
{
    struct gs_mass_window window = {.size = GS_MASS_WINDOW_START};
    gs_mass_window_limit(&window, max);
    return window;
}

void gs_mass_window_limit(struct gs_mass_window *window, size_t max)
{
    window->max = max > 0 ? max : 1;
    window->min = window->max < GS_MASS_WINDOW_MIN ? window->max : GS_MASS_WINDOW_MIN;
    window->size = clamp(window->size, window->min, window->max);
}

void gs_mass_window_note_wire(struct gs_mass_window *window, size_t on_wire)
{
    window->most = on_wire > window->most ? on_wire : window->most;
}

static bool is_shorter(int64_t us, int64_t base_us)
{
    return base_us == 0 || (us != 0 && us < base_us);
}

/* How many of `size` questions stand in a queue, for all that one kind of round trip says. */
static size_t waiting(struct gs_mass_window_trip *trip, int64_t now_us, size_t size)
{
    if (is_shorter(now_us, trip->base_us[0])) {
        trip->base_us[0] = now_us;
    }
    const int64_t *base = trip->base_us;
    int64_t base_us = base[1] != 0 && base[1] < base[0] ? base[1] : base[0];
    return (size_t)((int64_t)size * (now_us - base_us) / now_us);
}

/* How many of the window's questions stand in a queue. */
static size_t queued(struct gs_mass_window *window)
{
    if (window->answered == 0) {
        return 0;
    }
    int64_t mean_us = window->sum_us / (int64_t)window->answered;
    size_t size = window->most < window->size ? window->most : window->size;
    size_t by_mean = waiting(&window->mean, mean_us > 0 ? mean_us : 1, size);
    size_t by_fastest = waiting(&window->fastest, window->fastest_us, size);
    return by_mean < by_fastest ? by_mean : by_fastest;
}

static size_t decide(struct gs_mass_window *window)
{
    size_t size = window->size;
    size_t percent = window->lost * 100 / (window->lost + window->answered);
    size_t in_queue = queued(window);
    size_t fine = QUEUE_FINE + size / QUEUE_SHARE;
    if (percent >= LOSS_HIGH_PERCENT) {
        window->is_steady = true;
        return size * SHRINK_PERCENT / 100;
    }
    if (in_queue > QUEUE_TWICE * fine) {
        window->is_steady = true;
        return size - (in_queue - fine);
    }
    if (percent >= LOSS_LOW_PERCENT || in_queue > fine) {
        window->is_steady = true;
        return size;
    }
    bool is_used = window->most >= size - size / 4;
    return !is_used ? size : window->is_steady ? size + size / GROW_SHARE : size * 2;
}

static void begin_epoch(struct gs_mass_window *window)
{
    window->answered = window->lost = window->most = 0;
    window->sum_us = window->fastest_us = 0;
}

static void forget(struct gs_mass_window_trip *trip)
{
    trip->base_us[1] = trip->base_us[0];
    trip->base_us[0] = 0;
}

/* A new generation: an epoch through the smallest window, once it is empty enough. */
static void look(struct gs_mass_window *window)
{
    window->epochs = 0;
    forget(&window->mean);
    forget(&window->fastest);
    window->resume = window->size;
    window->size = window->min;
    window->is_settling = true;
}

static void note(struct gs_mass_window *window)
{
    size_t needed = window->is_settling ? window->resume : window->size;
    if (window->answered + window->lost < needed) {
        return;
    }
    if (window->is_settling) {
        window->is_settling = false;
        begin_epoch(window);
        return;
    }
    size_t size = decide(window);
    if (window->resume > 0) {
        size = window->resume;
        window->resume = 0;
    }
    window->size = clamp(size, window->min, window->max);
    begin_epoch(window);
    window->epochs++;
    if (window->epochs >= GS_MASS_WINDOW_EPOCHS && window->is_steady) {
        look(window);
    }
}

void gs_mass_window_note_answer(struct gs_mass_window *window, int64_t rtt_us)
{
    rtt_us = rtt_us > 0 ? rtt_us : 1;
    window->answered++;
    window->sum_us += rtt_us;
    if (is_shorter(rtt_us, window->fastest_us)) {
        window->fastest_us = rtt_us;
    }
    note(window);
}

void gs_mass_window_note_loss(struct gs_mass_window *window)
{
    window->lost++;
    note(window);
}
