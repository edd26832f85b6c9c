# SPDX-License-Identifier: MIT
# cmake -DOUT=FILE.c -DTHEMES=a.theme,b.theme -P embed_themes.cmake: theme files as C arrays,
# so that a new built-in theme is one file and no list has to be kept.
string(REPLACE "," ";" themes "${THEMES}")
set(arrays "")
set(rows "")
set(number 0)
foreach(file ${themes})
    get_filename_component(name ${file} NAME_WLE)
    file(READ ${file} hex HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
    string(APPEND arrays "static const unsigned char theme_${number}[] = {${bytes}};\n")
    string(APPEND rows
        "    {\"${name}\", (const char *)theme_${number}, sizeof theme_${number}},\n")
    math(EXPR number "${number} + 1")
endforeach()
file(WRITE ${OUT} "/* made from themes/ by embed_themes.cmake */
#include \"builtin_themes.h\"

${arrays}
const struct gs_builtin_theme gs_builtin_themes[] = {
${rows}};
const size_t gs_builtin_theme_count = ${number};
")
