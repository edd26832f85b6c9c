/* SPDX-License-Identifier: MIT */
/**
 * The signs of the design in ASCII, one cell each. The choice is made once, when the terminal
 * opens; everything above draws the signs.
 */
#include "gaiscope/base/text.h"
#include "gaiscope/ui/surface.h"

#include <string.h>

static const struct {
    const char *sign;
    const char *ascii;
} signs[] = {
    {"─", "-"},
    {"━", "="},
    {"│", "|"},
    {"┃", "|"},
    {"╭", "+"},
    {"╮", "+"},
    {"╰", "+"},
    {"╯", "+"},
    {"├", "|"},
    {"┤", "|"},
    {"┬", "+"},
    {"┴", "+"},
    {"┼", "+"},
    {"┌", ","},
    {"┐", "."},
    {"└", "`"},
    {"┘", "'"},
    {"╌", "-"},
    {"┄", "."},
    {"░", ":"},
    {"▒", "%"},
    {"█", "#"},
    {"▌", ">"},
    {"▏", ">"},
    {"✓", "o"},
    {"✗", "x"},
    {"▲", "^"},
    {"▼", "v"},
    {"→", ">"},
    {"←", "<"},
    {"↳", ">"},
    {"↑", "^"},
    {"↓", "v"},
    {"·", "."},
    {"…", "~"},
    {"–", "-"},
    {"≠", "!"},
    {"■", "#"},
    {"●", "*"},
    {"○", "o"},
    {"×", "x"},
    {"▸", ">"},
    {"▾", "v"},
    {"╵", "|"},
    {"╷", "|"},
    {"▁", "_"},
    {"▂", "."},
    {"▃", "-"},
    {"▄", "-"},
    {"▅", "="},
    {"▆", "+"},
    {"▇", "*"},
    /* the spinner turns in ASCII too */
    {"⠋", "-"},
    {"⠙", "\\"},
    {"⠹", "|"},
    {"⠸", "/"},
    {"⠼", "-"},
    {"⠴", "\\"},
    {"⠦", "|"},
    {"⠧", "/"},
};

/* A cell of a plot: its dots are high, low, or both. NULL: the text is no braille. */
static const char *braille_ascii(const char *text)
{
    static const unsigned high = 0x01 | 0x02 | 0x08 | 0x10;

    struct gs_char c = gs_text_decode(text, strlen(text));
    if (!c.is_valid || c.code < 0x2800 || c.code > 0x28ff) {
        return NULL;
    }
    unsigned dots = c.code & 0xff;
    bool is_high = (dots & high) != 0;
    bool is_low = (dots & ~high) != 0;
    return is_high && is_low ? ":" : is_high ? "'" : is_low ? "." : " ";
}

const char *gs_surface_ascii(const char *text)
{
    unsigned char first = (unsigned char)text[0];
    if (first >= 0x20 && first < 0x7f && text[1] == '\0') {
        return text;
    }
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (strcmp(signs[i].sign, text) == 0) {
            return signs[i].ascii;
        }
    }
    const char *dots = braille_ascii(text);
    return dots == NULL ? "?" : dots;
}
