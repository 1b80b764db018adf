public import VaultModel

/// What a patient is to be found by from now on, ready to be written together with the identity record that says so.
public struct SearchDraft: Sendable {
    /// The tokens under the current index key.
    public let tokens: [TokenRow]
    /// The number of the current index key.
    public let tokenKey: Int32
    /// Seals what the tokens were made from under the slot of the version that says so.
    public let seal: @Sendable (Slot) throws -> [UInt8]

    /// Why an identifier cannot be somebody's: it finds another patient already.
    public static let taken = VaultError(
        .alreadyExists,
        "a patient with one of these identifiers is registered; find them with `lethe patient find`"
    )

    /// Makes a draft.
    public init(tokens: [TokenRow], tokenKey: Int32, seal: @escaping @Sendable (Slot) throws -> [UInt8]) {
        self.tokens = tokens
        self.tokenKey = tokenKey
        self.seal = seal
    }
}
