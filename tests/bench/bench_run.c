/* SPDX-License-Identifier: MIT */
/*
 * bench_run PROCESSOR PROGRAM [ARGUMENT]...: runs a program there, without its output, and
 * prints one line of what it took. Small itself: what a process was at its peak outlives exec,
 * so one that is started by a large one is never seen to be small.
 */
#define _GNU_SOURCE

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <fcntl.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    NOT_FOUND = 127,
};

static double now_s(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double seconds(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static void become(int processor, char **argv)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET((size_t)processor, &set);
    int nowhere = open("/dev/null", O_RDWR);
    if (nowhere >= 0 && sched_setaffinity(0, sizeof set, &set) == 0) {
        (void)dup2(nowhere, STDOUT_FILENO);
        (void)dup2(nowhere, STDERR_FILENO);
        (void)execvp(argv[0], argv);
    }
    _exit(NOT_FOUND);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        return 2;
    }
    double start_s = now_s();
    pid_t child = fork();
    if (child == 0) {
        become(atoi(argv[1]), argv + 2);
    }
    int status = 0;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) != child) {
        return 1;
    }
    printf("wall_s=%.5f cpu_s=%.5f peak_kib=%ld status=%d\n", now_s() - start_s,
           seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss,
           WIFEXITED(status) ? WEXITSTATUS(status) : -1);
    return 0;
}
