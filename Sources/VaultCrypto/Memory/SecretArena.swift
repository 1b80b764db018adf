internal import CSodium
internal import Glibc
internal import Synchronization

/// The locked memory from which every secret takes its storage.
///
/// One `sodium_malloc` per slab, not per secret: an allocation with guard pages for every key costs tens of
/// microseconds and runs into the limit of memory mappings at about 16,000 keys. Slots of one slab have one size;
/// freed slots are wiped at once and handed out again. Slabs stay for the life of the process. Secrets above the
/// largest class get an allocation of their own.
final class SecretArena: Sendable {
    static let shared = SecretArena()

    static let smallestClass = 32
    static let largestClass = 16_384
    static let slabSize = 65_536

    private struct State {
        var free: [[SecretSlot]]
        var usage = SecretMemoryUsage()
        var lockFailureHandler: (@Sendable () -> Void)?
    }

    private let state: Mutex<State>

    private init() {
        Sodium.require()
        var classes = 0
        while Self.smallestClass << classes <= Self.largestClass { classes += 1 }
        state = Mutex(State(free: Array(repeating: [], count: classes)))
    }

    var usage: SecretMemoryUsage { state.withLock { $0.usage } }

    /// Calls `handler` once, at the first allocation that the system refuses to lock, or at once if it happened.
    func onLockFailure(_ handler: @escaping @Sendable () -> Void) {
        let late = state.withLock { state in
            if state.usage.unlockedBytes > 0 { return true }
            state.lockFailureHandler = handler
            return false
        }
        if late { handler() }
    }

    /// Returns zeroed storage for `count` bytes.
    func allocate(_ count: Int) -> SecretSlot {
        let (slot, handler) = state.withLock { state in
            let slot = Self.take(count, from: &state)
            state.usage.secrets += 1
            guard state.usage.unlockedBytes > 0 else { return (slot, (@Sendable () -> Void)?.none) }
            let handler = state.lockFailureHandler
            state.lockFailureHandler = nil
            return (slot, handler)
        }
        handler?()
        return slot
    }

    /// Wipes the storage and takes it back.
    func deallocate(_ slot: SecretSlot, count: Int) {
        guard let sizeClass = slot.sizeClass else {
            unsafe sodium_free(slot.address)
            state.withLock { state in
                state.usage.secrets -= 1
                state.usage.ownAllocations -= 1
            }
            return
        }
        unsafe sodium_memzero(slot.address, count)
        state.withLock { state in
            state.usage.secrets -= 1
            state.free[sizeClass].append(slot)
        }
    }

    private static func take(_ count: Int, from state: inout State) -> SecretSlot {
        guard count <= largestClass else {
            let slot = unsafe SecretSlot(address: reserve(count, &state.usage), sizeClass: nil)
            state.usage.ownAllocations += 1
            return slot
        }
        let sizeClass = sizeClass(of: count)
        if let slot = state.free[sizeClass].popLast() { return slot }
        let slab = unsafe reserve(slabSize, &state.usage)
        let size = smallestClass << sizeClass
        var offset = slabSize - size
        while offset > 0 {
            unsafe state.free[sizeClass].append(SecretSlot(address: slab + offset, sizeClass: sizeClass))
            offset -= size
        }
        return unsafe SecretSlot(address: slab, sizeClass: sizeClass)
    }

    private static func sizeClass(of count: Int) -> Int {
        var index = 0
        while smallestClass << index < count { index += 1 }
        return index
    }

    private static func reserve(_ size: Int, _ usage: inout SecretMemoryUsage) -> UnsafeMutableRawPointer {
        guard let base = unsafe sodium_malloc(size) else {
            // As when Swift itself cannot allocate: nothing sensible can follow.
            preconditionFailure("no memory left for secrets")
        }
        unsafe sodium_memzero(base, size)
        // sodium_malloc locks the pages but does not say when the system refused; locking again tells.
        if unsafe mlock(base, size) == 0 {
            usage.lockedBytes += size
        } else {
            usage.unlockedBytes += size
        }
        return unsafe base
    }
}
