/* SPDX-License-Identifier: MIT */
#include "txt_strings.h"

#include "gaiscope/base/ascii.h"

#include <stdint.h>

enum {
    STRING_MAX = 255,
};

/* Appends the octet at *at, its escape undone. */
static bool take_octet(const char **at, struct gs_buf *out)
{
    const char *text = *at;
    unsigned octet = (unsigned char)text[0];
    size_t step = 1;
    if (octet == '\\' && gs_ascii_is_digit(text[1])) {
        if (!gs_ascii_is_digit(text[2]) || !gs_ascii_is_digit(text[3])) {
            return false;
        }
        octet = (unsigned)((text[1] - '0') * 100 + (text[2] - '0') * 10 + text[3] - '0');
        step = 4;
    } else if (octet == '\\') {
        octet = (unsigned char)text[1];
        step = 2;
        if (octet == '\0') {
            return false;
        }
    }
    uint8_t byte = (uint8_t)octet;
    gs_buf_add(out, &byte, 1);
    *at = text + step;
    return octet <= UINT8_MAX;
}

/* Appends the quoted string at *at. */
static bool take_string(const char **at, struct gs_buf *out)
{
    if (**at != '"') {
        return false;
    }
    for (++*at; **at != '"';) {
        if (**at == '\0' || !take_octet(at, out)) {
            return false;
        }
    }
    ++*at;
    return **at == '\0' || **at == ' ';
}

bool gs_txt_encode(const char *text, struct gs_buf *out)
{
    struct gs_buf string = {0};
    bool is_fine = *text != '\0';
    while (is_fine && *text != '\0') {
        gs_buf_clear(&string);
        is_fine = take_string(&text, &string) && string.len <= STRING_MAX;
        uint8_t len = (uint8_t)string.len;
        gs_buf_add(out, &len, 1);
        gs_buf_add(out, gs_buf_text(&string), string.len);
        text += *text == ' ' ? 1 : 0;
    }
    gs_buf_fini(&string);
    return is_fine;
}
