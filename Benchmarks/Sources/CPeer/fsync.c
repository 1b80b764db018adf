#define _GNU_SOURCE
#include "CPeer.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static atomic_uint_fast64_t calls;
static atomic_uint_fast64_t nanoseconds;

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

/// Stands in for the C library's fsync in this program: the same system call, and its time added up.
int fsync(int descriptor) {
    uint64_t begin = now();
    int result = (int)syscall(SYS_fsync, descriptor);
    atomic_fetch_add(&nanoseconds, now() - begin);
    atomic_fetch_add(&calls, 1);
    return result;
}

void peer_fsync_reset(void) {
    atomic_store(&calls, 0);
    atomic_store(&nanoseconds, 0);
}

uint64_t peer_fsync_count(void) { return atomic_load(&calls); }

uint64_t peer_fsync_nanoseconds(void) { return atomic_load(&nanoseconds); }

enum { BLOCK = 4096 };

int peer_durable_writes(const char *path, int appending, size_t rounds, uint64_t *times) {
    uint8_t block[BLOCK];
    int failed = 0;
    int file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return -1;
    memset(block, 0, sizeof block);
    for (size_t round = 0; !appending && round < rounds; round++) {
        failed |= pwrite(file, block, BLOCK, (off_t)(round * BLOCK)) != BLOCK;
    }
    failed |= syscall(SYS_fsync, file) != 0;
    for (size_t round = 0; round < rounds && !failed; round++) {
        memset(block, (int)round + 1, sizeof block);
        uint64_t begin = now();
        failed |= pwrite(file, block, BLOCK, (off_t)(round * BLOCK)) != BLOCK;
        failed |= (appending ? (int)syscall(SYS_fsync, file) : fdatasync(file)) != 0;
        times[round] = now() - begin;
    }
    close(file);
    return failed ? -1 : 0;
}
