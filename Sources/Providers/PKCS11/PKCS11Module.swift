internal import CPKCS11
internal import Keyring
internal import Synchronization
internal import VaultCrypto

/// A token's module, loaded and started once for the process.
@safe
final class PKCS11Module: @unchecked Sendable {
    // Unchecked: the table of functions never changes, and the module was started with locking of its own.
    let functions: lethe_p11

    private static let loaded = Mutex<[String: PKCS11Module]>([:])

    private init(_ functions: lethe_p11) {
        unsafe self.functions = functions
    }

    /// Loads a module, or returns the one that is loaded.
    ///
    /// - Throws: `KeyringError` with code `token`.
    static func load(_ path: String) throws -> PKCS11Module {
        try loaded.withLock { loaded in
            if let module = loaded[path] { return module }
            guard let functions = unsafe lethe_p11_load(path) else {
                throw KeyringError(
                    token:
                        "the module \(path) cannot be loaded or does not start: check the path and its own settings"
                )
            }
            let module = unsafe PKCS11Module(functions)
            loaded[path] = module
            return module
        }
    }

    /// The slot of the token that a location names.
    ///
    /// - Throws: `KeyringError` with code `token` when there is none, or more than one.
    func slot(of location: PKCS11URI) throws -> (slot: CK_SLOT_ID, info: CK_TOKEN_INFO) {
        var slots = [CK_SLOT_ID](repeating: 0, count: 64)
        var count = CK_ULONG(slots.count)
        try check(unsafe lethe_p11_slots(functions, &slots, &count))
        var found: [(CK_SLOT_ID, CK_TOKEN_INFO)] = []
        for slot in slots.prefix(Int(count)) {
            var info = CK_TOKEN_INFO()
            guard unsafe lethe_p11_token(functions, slot, &info) == CK_RV(CKR_OK) else { continue }
            let names = Self.names(of: info)
            guard location.token.map({ $0 == names.label }) ?? true,
                location.serial.map({ $0 == names.serial }) ?? true
            else { continue }
            found.append((slot, info))
        }
        guard let only = found.first, found.count == 1 else {
            throw KeyringError(
                token: found.isEmpty
                    ? "the token is not there: put it back in"
                    : "several tokens have this name: name the serial number too"
            )
        }
        return only
    }

    /// Refuses what the token did not do.
    func check(_ result: CK_RV) throws {
        guard result == CK_RV(CKR_OK) else {
            throw KeyringError(
                token:
                    "the token does not do what it is asked (PKCS #11 return value 0x\(String(result, radix: 16))): "
                    + "check that it is there and in order"
            )
        }
    }

    /// Seals a secret under a key that seals nothing else.
    func seal(_ secret: SharedSecret, key: CK_OBJECT_HANDLE, session: CK_SESSION_HANDLE) throws -> [UInt8] {
        var sealed = [UInt8](repeating: 0, count: secret.bytes.count + Self.tagSize)
        let result = secret.bytes.withBytes { bytes in
            unsafe bytes.withUnsafeBytes { input in
                unsafe lethe_p11_seal(
                    functions,
                    session,
                    key,
                    input.baseAddress?.assumingMemoryBound(to: UInt8.self),
                    input.count,
                    &sealed
                )
            }
        }
        try check(result)
        return sealed
    }

    /// Opens what was sealed.
    ///
    /// - Throws: `KeyringError` with code `damaged` when it is not what was sealed under this key.
    func open(
        _ sealed: [UInt8],
        key: CK_OBJECT_HANDLE,
        session: CK_SESSION_HANDLE
    ) throws -> SecretBytes {
        let opened = try SecretBytes(count: sealed.count) { span throws in
            let result = unsafe span.withUnsafeMutableBytes { output in
                unsafe lethe_p11_unseal(
                    functions,
                    session,
                    key,
                    sealed,
                    sealed.count,
                    output.baseAddress?.assumingMemoryBound(to: UInt8.self)
                )
            }
            guard result == CK_RV(CKR_OK) else {
                throw KeyringError(
                    damagedToken: "what the token's key should open is not what was sealed under it"
                )
            }
        }
        return opened.copy(0..<sealed.count - Self.tagSize)
    }

    private static let tagSize = Int(LETHE_P11_TAG)

    private static func names(of info: CK_TOKEN_INFO) -> (label: String, serial: String) {
        var label = [CChar](repeating: 0, count: 33)
        var serial = [CChar](repeating: 0, count: 17)
        var info = info
        unsafe lethe_p11_names(&info, &label, &serial)
        return (trimmed(label), trimmed(serial))
    }

    private static func trimmed(_ text: [CChar]) -> String {
        var bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
