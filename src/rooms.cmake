# SPDX-License-Identifier: MIT
# Flags for every target, and gs_room(): one static library a room, linked only to the
# rooms below it, so that a call upward does not link.
include(CheckCCompilerFlag)
include(CheckPIESupported)
check_pie_supported()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
pkg_check_modules(NCURSES REQUIRED IMPORTED_TARGET ncursesw)
pkg_check_modules(CARES REQUIRED IMPORTED_TARGET libcares>=1.18)
pkg_check_modules(IDN2 REQUIRED IMPORTED_TARGET libidn2)
pkg_check_modules(UV REQUIRED IMPORTED_TARGET libuv)
pkg_check_modules(LDNS REQUIRED IMPORTED_TARGET ldns)
pkg_check_modules(JANSSON REQUIRED IMPORTED_TARGET jansson)
pkg_check_modules(MICROHTTPD libmicrohttpd>=0.9.70) # without it --listen says so
find_library(UNISTRING_LIBRARY unistring REQUIRED)

# Loaded on first use (ldns and libmicrohttpd bring TLS libraries along, libidn2 its tables): only the name under
# which the loader finds them is needed here.
function(gs_soname variable name)
    find_library(${variable}_LIBRARY NAMES ${name} HINTS ${ARGN} REQUIRED)
    file(REAL_PATH ${${variable}_LIBRARY} real)
    string(REGEX MATCH "lib${name}[.]so[.][0-9]+" soname ${real})
    if(NOT soname)
        message(FATAL_ERROR "cannot tell the soname of ${${variable}_LIBRARY}")
    endif()
    set(${variable}_SONAME ${soname} PARENT_SCOPE)
endfunction()
gs_soname(LDNS ldns ${LDNS_LIBRARY_DIRS})
gs_soname(IDN2 idn2 ${IDN2_LIBRARY_DIRS})
if(MICROHTTPD_FOUND)
    gs_soname(MICROHTTPD microhttpd ${MICROHTTPD_LIBRARY_DIRS})
endif()

add_library(gs_flags INTERFACE)
target_include_directories(gs_flags INTERFACE ${PROJECT_SOURCE_DIR}/include)
target_compile_definitions(gs_flags INTERFACE
    _GNU_SOURCE CARES_NO_DEPRECATED GS_VERSION="${PROJECT_VERSION}")
target_compile_options(gs_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes
    -Wpointer-arith -Wcast-qual -Wwrite-strings -Wvla -Wformat=2 -Wundef
    $<$<BOOL:${GS_WERROR}>:-Werror>)
if(GS_SANITIZE)
    target_compile_options(gs_flags INTERFACE -fsanitize=${GS_SANITIZE}
        -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(gs_flags INTERFACE -fsanitize=${GS_SANITIZE})
endif()
if(GS_COVERAGE)
    target_compile_options(gs_flags INTERFACE --coverage)
    target_link_options(gs_flags INTERFACE --coverage)
endif()
if(GS_FUZZ)
    target_compile_options(gs_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(GS_HARDEN)
    target_compile_options(gs_flags INTERFACE -fstack-protector-strong
        -fstack-clash-protection -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
    target_link_options(gs_flags INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack)
endif()

# gs_room(NAME [USES room...] [LIBS target...]): the library gs_NAME of src/NAME/*.c.
# A new module is one .c file and one header; no list has to be kept.
function(gs_room name)
    cmake_parse_arguments(arg "" "" "USES;LIBS" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.c)
    list(TRANSFORM arg_USES PREPEND gs_)
    if(NOT sources)
        add_library(gs_${name} INTERFACE)
        target_link_libraries(gs_${name} INTERFACE gs_flags ${arg_USES} ${arg_LIBS})
        return()
    endif()
    add_library(gs_${name} STATIC ${sources})
    target_include_directories(gs_${name} PRIVATE ${PROJECT_SOURCE_DIR}/src/${name})
    target_link_libraries(gs_${name} PUBLIC gs_flags ${arg_USES} PRIVATE ${arg_LIBS})
endfunction()
