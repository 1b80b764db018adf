internal import Keyring
internal import Synchronization
internal import VaultModel

/// The right of one reader to go on with the next chunk.
final class ReaderTicket: Sendable {
    let slot: Slot
    private let called = Atomic(false)
    private let lease: KeyLease?

    init(slot: Slot, lease: KeyLease?) {
        self.slot = slot
        self.lease = lease
    }

    /// Takes the right away.
    func callIn() {
        called.store(true, ordering: .releasing)
    }

    /// Asks for the right to read one more chunk.
    ///
    /// - Throws: ``VaultError/Code/closed`` once an erasure has begun; `KeyringError` when a key safe on another machine
    ///   was not heard of for too long.
    func check() throws {
        try lease?.check()
        if called.load(ordering: .acquiring) {
            throw VaultError(
                .closed,
                "this record was closed for reading while it was read: an erasure has begun"
            )
        }
    }
}
