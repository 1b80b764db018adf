internal import Synchronization
internal import VaultModel

/// The right of one reader to go on with the next chunk.
final class ReaderTicket: Sendable {
    let slot: Slot
    private let called = Atomic(false)

    init(slot: Slot) {
        self.slot = slot
    }

    /// Takes the right away.
    func callIn() {
        called.store(true, ordering: .releasing)
    }

    /// Asks for the right to read one more chunk.
    ///
    /// - Throws: ``VaultError/Code/closed`` once an erasure has begun.
    func check() throws {
        if called.load(ordering: .acquiring) {
            throw VaultError(
                .closed,
                "this record was closed for reading while it was read: an erasure has begun"
            )
        }
    }
}
