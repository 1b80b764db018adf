#include <signal.h>
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

/// Lets a crash end the process without a word: Swift's own handler would print registers and the memory they point at.
static inline void lethe_quiet_crashes(void) {
    const int signals[] = {SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGQUIT};
    for (unsigned index = 0; index < sizeof signals / sizeof *signals; index++) signal(signals[index], SIG_DFL);
}

/// The bytes this process may lock in memory; UINT64_MAX means no limit.
/// Swift does not import RLIM_INFINITY.
static inline uint64_t lethe_lock_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_MEMLOCK, &limit) != 0) return 0;
    return limit.rlim_cur == RLIM_INFINITY ? UINT64_MAX : (uint64_t)limit.rlim_cur;
}
