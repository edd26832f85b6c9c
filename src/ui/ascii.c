/* SPDX-License-Identifier: MIT */
/**
 * The signs of the design in ASCII, one cell each. The choice is made once, when the terminal
 * opens; everything above draws the signs.
 */
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
    return "?";
}
