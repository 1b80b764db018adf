internal import CPKCS11
internal import Keyring
internal import VaultCrypto

extension PKCS11Token {
    /// A key of this place, with its name.
    struct Key {
        let key: CK_OBJECT_HANDLE
        let name: [UInt8]
    }

    /// Does something in a fresh session of a user who is logged in; one thing at a time.
    ///
    /// When the token was taken out meanwhile, the login is gone with it and is made again once the token is back.
    func withSession<Value>(_ body: (PKCS11Module, CK_SESSION_HANDLE) throws -> Value) throws -> Value {
        try state.withLock { state in
            let module = try PKCS11Module.load(location.modulePath)
            let slot = try login(module, &state)
            var session = CK_SESSION_HANDLE()
            try module.check(unsafe lethe_p11_open(module.functions, slot, &session))
            defer { unsafe lethe_p11_close(module.functions, session) }
            return try body(module, session)
        }
    }

    /// The keys of this place.
    func keys(_ module: PKCS11Module, _ session: CK_SESSION_HANDLE) throws -> [Key] {
        var handles = [CK_OBJECT_HANDLE](repeating: 0, count: Int(LETHE_P11_KEYS))
        var count = CK_ULONG()
        try module.check(
            unsafe lethe_p11_find(
                module.functions,
                session,
                label,
                label.count,
                &handles,
                CK_ULONG(handles.count),
                &count
            )
        )
        return try handles.prefix(Int(count)).map { handle in
            var name = [UInt8](repeating: 0, count: Int(LETHE_P11_ID))
            var size = name.count
            try module.check(unsafe lethe_p11_id(module.functions, session, handle, &name, &size))
            return Key(key: handle, name: Array(name.prefix(size)))
        }
    }

    /// Logs in unless that was done and still holds; returns the token's slot.
    private func login(_ module: PKCS11Module, _ state: inout State) throws -> CK_SLOT_ID {
        guard !state.wasRefused else { throw Self.wrongPIN }
        if let login = state.login {
            if unsafe lethe_p11_is_logged_in(module.functions, login.session) == 1 { return login.slot }
            unsafe lethe_p11_close(module.functions, login.session)
            state.login = nil
        }
        var (slot, info) = try module.slot(of: location)
        guard unsafe lethe_p11_has_few_tries(&info) == 0 else {
            throw KeyringError(
                token:
                    "a wrong PIN was entered before: log in to the token with its own tools first, so that it does "
                    + "not lock, and correct the PIN file"
            )
        }
        let pin = try pin()
        var session = CK_SESSION_HANDLE()
        try module.check(unsafe lethe_p11_open(module.functions, slot, &session))
        let result = pin.withBytes { bytes in
            unsafe bytes.withUnsafeBytes { buffer in
                unsafe lethe_p11_login(
                    module.functions,
                    session,
                    buffer.baseAddress?.assumingMemoryBound(to: UInt8.self),
                    buffer.count
                )
            }
        }
        guard result == CK_RV(CKR_OK) else {
            unsafe lethe_p11_close(module.functions, session)
            guard lethe_p11_is_wrong_pin(result) == 0 else {
                state.wasRefused = true
                throw Self.wrongPIN
            }
            try module.check(result)
            return slot
        }
        state.login = (session, slot)
        state.isHardware = unsafe lethe_p11_is_hardware(module.functions, slot) == 1
        return slot
    }

    private static let wrongPIN = KeyringError(
        token:
            "the token refuses the PIN, which is not tried again: correct the PIN file, log in to the token with its "
            + "own tools, and start anew"
    )

    /// The PIN, from a file that is its owner's alone; one line break at the end does not belong to it.
    private func pin() throws -> SecretBytes {
        let path = location.pinFile
        guard let status = try? FileSystem.status(of: path), status.kind == .regular,
            let content = try? FileSystem.readSecret(path, limit: 1024)
        else { throw KeyringError(token: "the PIN file \(path) cannot be read") }
        guard status.owner == FileSystem.currentUser, status.permissions & 0o077 == 0 else {
            throw KeyringError(
                token: "the PIN file \(path) is open to other users or belongs to another: chmod go= \(path)"
            )
        }
        let ends = content.count > 0 && content.publicByte(at: content.count - 1) == UInt8(ascii: "\n")
        let size = content.count - (ends ? 1 : 0)
        guard size > 0 else { throw KeyringError(token: "the PIN file \(path) is empty") }
        return content.copy(0..<size)
    }
}
