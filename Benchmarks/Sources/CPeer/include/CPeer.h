#ifndef CPEER_H
#define CPEER_H

#include <stddef.h>
#include <stdint.h>

/// AES-256-GCM and SHA-256 in one pass over `count` bytes that are there `times` times, 64 KiB at a time, as OpenSSL does it
/// with nothing around it.
/// Encrypts, or decrypts when `decrypting`; what comes out is thrown away. Returns 1, or 0 when OpenSSL refuses.
int peer_gcm_and_sha256(const uint8_t *bytes, size_t count, size_t times, int decrypting);

/// How often this process has called fsync, and how many nanoseconds it waited in it, since the last reset.
void peer_fsync_reset(void);
uint64_t peer_fsync_count(void);
uint64_t peer_fsync_nanoseconds(void);

/// Writes 4 KiB `rounds` times and waits for the device each time; notes the nanoseconds of each in `times`.
/// Overwrites a file and calls fdatasync, or when `appending` lengthens it and calls fsync. Returns 0, or -1.
int peer_durable_writes(const char *path, int appending, size_t rounds, uint64_t *times);

#endif
