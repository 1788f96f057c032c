/* SPDX-License-Identifier: MIT */
/*
 * Preloaded into a program (LD_PRELOAD), it kills it with SIGKILL before the KILL_AT-th call that would change a file
 * or send to a server; without KILL_AT it appends how many there were to the file COUNT_TO. For tests/migrations.py.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static long calls;

static void count_call(void)
{
    const char *at = getenv("KILL_AT");
    calls++;
    if (at && strtol(at, NULL, 10) == calls)
        kill(getpid(), SIGKILL);
}

__attribute__((destructor)) static void say_count(void)
{
    const char *path = getenv("COUNT_TO");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (!file)
        return;
    fprintf(file, "%ld\n", calls);
    fclose(file);
}

/* The call that the program would have reached without us. */
#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t pwrite(int file, const void *data, size_t size, off_t at)
{
    count_call();
    return NEXT(pwrite)(file, data, size, at);
}

ssize_t pwrite64(int file, const void *data, size_t size, off64_t at)
{
    count_call();
    return NEXT(pwrite64)(file, data, size, at);
}

int ftruncate(int file, off_t size)
{
    count_call();
    return NEXT(ftruncate)(file, size);
}

int ftruncate64(int file, off64_t size)
{
    count_call();
    return NEXT(ftruncate64)(file, size);
}

int fsync(int file)
{
    count_call();
    return NEXT(fsync)(file);
}

int fdatasync(int file)
{
    count_call();
    return NEXT(fdatasync)(file);
}

int unlink(const char *path)
{
    count_call();
    return NEXT(unlink)(path);
}

int rename(const char *from, const char *to)
{
    count_call();
    return NEXT(rename)(from, to);
}

ssize_t send(int peer, const void *data, size_t size, int flags)
{
    count_call();
    return NEXT(send)(peer, data, size, flags);
}
