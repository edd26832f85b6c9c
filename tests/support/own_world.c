/* SPDX-License-Identifier: MIT */
#include "support/own_world.h"

#include "support/check.h"

#include <stdio.h>
#include <stdlib.h>

#include <unistd.h>
#ifdef __linux__
#    include <fcntl.h>
#    include <net/if.h>
#    include <sched.h>
#    include <sys/ioctl.h>
#    include <sys/mount.h>
#    include <sys/socket.h>
#    include <sys/stat.h>
#endif

#ifdef __linux__

static bool raise_loopback(void)
{
    struct ifreq request = {.ifr_name = "lo"};
    int handle = socket(AF_INET, SOCK_DGRAM, 0);
    bool is_up = handle >= 0 && ioctl(handle, SIOCGIFFLAGS, &request) == 0;
    request.ifr_flags = (short)(request.ifr_flags | IFF_UP);
    is_up = is_up && ioctl(handle, SIOCSIFFLAGS, &request) == 0;
    (void)close(handle);
    return is_up;
}

bool own_world_enter(void)
{
    /* root needs no user namespace, and a sanitizer's thread would forbid one */
    int user = geteuid() == 0 ? 0 : CLONE_NEWUSER;
    return unshare(user | CLONE_NEWNS | CLONE_NEWNET) == 0 &&
           mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 && raise_loopback();
}

static bool write_text(int handle, const char *text)
{
    FILE *file = fdopen(handle, "w");
    return file != NULL && fputs(text, file) >= 0 && fclose(file) == 0;
}

bool own_world_replace(const char *path, const char *text)
{
    char own[] = "/tmp/gaiscope-world-XXXXXX";
    struct stat about;
    if (stat(path, &about) == 0 &&
        about.st_nlink == 0) { /* replaced before: it is ours */
        return write_text(open(path, O_WRONLY | O_TRUNC | O_CLOEXEC), text);
    }
    int handle = mkstemp(own);
    bool is_done = handle >= 0 && write_text(handle, text) &&
                   mount(own, path, NULL, MS_BIND, NULL) == 0;
    (void)unlink(own); /* the mount keeps it */
    return is_done;
}

#else

bool own_world_enter(void)
{
    return false;
}

bool own_world_replace(const char *path, const char *text)
{
    (void)path;
    (void)text;
    return false;
}

#endif

void own_world_need(bool is_there)
{
    if (!is_there) {
        print_message("  skipped: private namespaces are not allowed here\n");
        skip();
    }
}
