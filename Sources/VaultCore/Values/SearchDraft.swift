public import VaultModel

/// What a patient is to be found by from now on, ready to be written together with the identity record that says so.
public struct SearchDraft: Sendable {
    /// The tokens under the current index key, by which patients are found now.
    public let current: TokenSet
    /// The tokens under the next one, while an index renewal runs.
    public let next: TokenSet?
    /// Seals what the tokens were made from under the slot of the version that says so.
    public let seal: @Sendable (Slot) throws -> [UInt8]

    /// Why an identifier cannot be somebody's: it finds another patient already.
    public static let taken = VaultError(
        .alreadyExists,
        "a patient with one of these identifiers is registered; find them with `lethe patient find`"
    )

    /// Makes a draft.
    public init(
        current: TokenSet,
        next: TokenSet?,
        seal: @escaping @Sendable (Slot) throws -> [UInt8]
    ) {
        self.current = current
        self.next = next
        self.seal = seal
    }
}
