internal import CPKCS11
public import Keyring
internal import Synchronization
public import VaultCrypto

/// A PKCS #11 token that keeps the keys of one place of a key safe.
///
/// The keys are AES-256, made in the token, and cannot leave it. Their label names vault, controller and place, their
/// id the state of the key safe: nothing about a person.
///
/// ## Guarantee
/// A PIN that the token refused is not tried again, neither by this process nor by a later one: a token that says that
/// a wrong PIN was entered is left alone until its owner has entered the right one with the token's own tools.
/// ## Not guaranteed
/// That a token destroys what it says it has destroyed.
public final class PKCS11Token: KeyToken {
    struct State {
        /// A session that stays open, so that the user stays logged in; with its slot.
        var login: (session: CK_SESSION_HANDLE, slot: CK_SLOT_ID)?
        var wasRefused = false
        var isHardware = false
    }

    let location: PKCS11URI
    let label: [UInt8]
    let state = Mutex(State())

    /// Makes a token known; it is asked for when it is used.
    ///
    /// - Parameters:
    ///   - location: where it is.
    ///   - label: what its keys are called; no other place may use the same.
    public init(_ location: PKCS11URI, label: String) {
        self.location = location
        self.label = Array(label.utf8)
    }

    /// Whether the token is a program, or has not yet said that it is a device.
    public var isSoftware: Bool { state.withLock { !$0.isHardware } }

    /// Makes a fresh key with a name and seals a secret under it.
    public func seal(_ secret: borrowing SecretBytes, under name: [UInt8]) throws -> [UInt8] {
        let secret = SharedSecret(secret.copy())
        return try withSession { module, session in
            for old in try keys(module, session) where old.name == name {
                try module.check(unsafe lethe_p11_destroy(module.functions, session, old.key))
            }
            var key = CK_OBJECT_HANDLE()
            try module.check(
                unsafe lethe_p11_make_key(
                    module.functions,
                    session,
                    label,
                    label.count,
                    name,
                    name.count,
                    &key
                )
            )
            guard unsafe lethe_p11_is_confined(module.functions, session, key) == 1 else {
                unsafe _ = lethe_p11_destroy(module.functions, session, key)
                throw KeyringError(
                    token: "the token makes keys that could leave it: it cannot hold a key safe; use another"
                )
            }
            return try module.seal(secret, key: key, session: session)
        }
    }

    /// Opens what was sealed.
    public func open(_ sealed: [UInt8], under name: [UInt8]) throws -> SecretBytes {
        let opened = try withSession { module, session in
            guard let key = try keys(module, session).first(where: { $0.name == name }) else {
                throw KeyringError(damagedToken: "the token has no key for this state of the key safe")
            }
            return SharedSecret(try module.open(sealed, key: key.key, session: session))
        }
        return opened.bytes.copy()
    }

    /// Destroys every key of this place but the one named, and confirms it.
    public func destroyAll(except name: [UInt8]?) throws {
        try withSession { module, session in
            for key in try keys(module, session) where key.name != name {
                try module.check(unsafe lethe_p11_destroy(module.functions, session, key.key))
            }
        }
        // A session of its own: what it does not find is gone from the token, not only from a session's view.
        let left = try withSession { module, session in try keys(module, session).map(\.name) }
        guard left == (name.map { [$0] } ?? []) else {
            throw KeyringError(token: "the token did not destroy the keys it was told to, or lost another")
        }
    }

    deinit {
        let login = state.withLock { $0.login }
        guard let login, let module = try? PKCS11Module.load(location.modulePath) else { return }
        unsafe lethe_p11_close(module.functions, login.session)
    }
}
