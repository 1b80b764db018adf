/// The sentences of errors that are thrown in more than one file.
extension KeyringError {
    /// A token that is not there, or does not do what it is asked; the message says how to mend it.
    public init(token message: String) {
        self.init(.token, message)
    }

    /// A token that has lost a key, or bytes that are not what a token's key sealed.
    public init(damagedToken message: String) {
        self.init(.damaged, message)
    }

    static let diverged = KeyringError(
        .diverged,
        "the key safe's places hold different histories: open it with the places that belong together"
    )

    static let foreign = KeyringError(
        .foreign,
        "a place of the key safe belongs to another vault or controller: check the places named"
    )

    static let readOnly = KeyringError(
        .readOnly,
        "the key safe was opened for reading only, as in a restore drill: nothing in it may change"
    )

    static let wrongIncarnation = KeyringError(
        .wrongIncarnation,
        "the key safe obeys another copy of this vault: this one may not change it unless it is adopted"
    )

    /// Handed-out keys may not be used any more.
    public static let leaseOver = KeyringError(
        .leaseOver,
        "the machine of the key safe was not heard of for too long: nothing is read until it answers again"
    )

    static func damaged(_ what: String) -> KeyringError {
        KeyringError(.damaged, what)
    }
}
