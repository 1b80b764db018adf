#include <sodium.h>
#include <sys/prctl.h>
#include <sys/resource.h>

/// Forbids core dumps and debuggers for this process; returns 0 on success.
/// Swift cannot call the variadic prctl.
static inline int lethe_forbid_dumps(void) {
    struct rlimit none = {0, 0};
    int limited = setrlimit(RLIMIT_CORE, &none);
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) | limited;
}

/// The bytes this process may lock in memory; UINT64_MAX means no limit.
/// Swift does not import RLIM_INFINITY.
static inline uint64_t lethe_lock_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_MEMLOCK, &limit) != 0) return 0;
    return limit.rlim_cur == RLIM_INFINITY ? UINT64_MAX : (uint64_t)limit.rlim_cur;
}
