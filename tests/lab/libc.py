# SPDX-License-Identifier: MIT
"""The calls of this libc that Python's socket module lacks, or makes of other calls."""
import ctypes
import socket

HOST_ERRORS = {1: "HOST_NOT_FOUND", 2: "TRY_AGAIN", 3: "NO_RECOVERY", 4: "NO_DATA"}
NI_IDN = 32


class Hostent(ctypes.Structure):
    """struct hostent of <netdb.h>."""

    _fields_ = [("name", ctypes.c_char_p), ("aliases", ctypes.POINTER(ctypes.c_char_p)),
                ("family", ctypes.c_int), ("length", ctypes.c_int),
                ("addresses", ctypes.POINTER(ctypes.POINTER(ctypes.c_ubyte)))]


_libc = ctypes.CDLL(None)
_libc.gethostbyname2.restype = ctypes.POINTER(Hostent)
_libc.__h_errno_location.restype = ctypes.POINTER(ctypes.c_int)


def host_by_name(name, family):
    """gethostbyname2; -> addresses, or the name of h_errno."""
    found = _libc.gethostbyname2(name.encode(), int(family))
    if not found:
        return HOST_ERRORS[_libc.__h_errno_location().contents.value]
    entry = found.contents
    addresses = []
    while entry.addresses[len(addresses)]:
        raw = bytes(entry.addresses[len(addresses)][:entry.length])
        addresses.append(socket.inet_ntop(family, raw))
    return addresses
