/* SPDX-License-Identifier: MIT */
/**
 * A standard stream for a loop that must not block. Whether reads and writes wait belongs to
 * the open pipe or terminal, not to the descriptor, and other programs share it: they would
 * fail with EAGAIN. So it is opened once more; where that cannot be, it is put back at the end.
 */
#ifndef GAISCOPE_CLI_DESCRIPTOR_H
#define GAISCOPE_CLI_DESCRIPTOR_H

/** One of them. */
struct descriptor {
    int fd;    /**< ours; -1: none */
    int flags; /**< of the shared one, to be put back; -1: nothing to put back */
};

/** Opens what `fd` is once more. Takes: `access` O_RDONLY or O_WRONLY. Returns: fd -1 with
 *  errno. Owns: the caller, descriptor_close(). */
struct descriptor descriptor_open(int fd, int access);

/** Puts back what was changed and closes; `fd` itself stays open. */
void descriptor_close(struct descriptor *descriptor);

#endif
