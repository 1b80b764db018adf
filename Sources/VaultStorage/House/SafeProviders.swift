public import Keyring
public import VaultModel

/// What makes key safes known that are not files alone: tokens, and other machines.
public struct SafeProviders: Sendable {
    /// Makes a token known for a place of a key safe; `label` is what its keys are to be called.
    public typealias TokenMaker = @Sendable (_ location: PKCS11URI, _ label: String) throws -> any KeyToken

    /// Opens the key safe of a controller on another machine, or makes it there.
    public typealias RemoteMaker =
        @Sendable (_ location: RemoteSafeURI, _ owner: RemoteOwner) async throws ->
        any HeldKeySafe

    /// Whose key safe on another machine is asked for.
    public struct RemoteOwner: Sendable {
        /// The vault.
        public let vault: VaultID
        /// The controller.
        public let controller: ControllerID
        /// The running life of the vault that asks.
        public let incarnation: IncarnationID
        /// Whether it is to be made.
        public let isNew: Bool
    }

    let token: TokenMaker
    let remote: RemoteMaker

    /// Groups them.
    public init(token: @escaping TokenMaker, remote: @escaping RemoteMaker) {
        self.token = token
        self.remote = remote
    }

    /// For programs that open key safes in files alone.
    public static let none = SafeProviders(
        token: { _, _ in throw KeyringError(token: "this program cannot use tokens") },
        remote: { _, _ in
            throw KeyringError(.unreachable, "this program cannot use key safes on other machines")
        }
    )
}
