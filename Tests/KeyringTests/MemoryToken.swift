import Synchronization
import VaultCrypto

@testable import Keyring

/// A token that keeps its keys in memory; it can be taken away.
final class MemoryToken: KeyToken {
    private struct State {
        var keys: [[UInt8]: SharedSecret] = [:]
        var isAway = false
    }

    private let state = Mutex(State())

    let isSoftware = true

    var names: Set<[UInt8]> { state.withLock { Set($0.keys.keys) } }

    func takeAway() { state.withLock { $0.isAway = true } }

    func bringBack() { state.withLock { $0.isAway = false } }

    /// Makes a key that nothing refers to, as an attempt that was given up leaves it.
    func makeOrphan() throws { _ = try seal(SecretBytes(random: 32), under: RandomBytes.make(16)) }

    func seal(_ secret: borrowing SecretBytes, under name: [UInt8]) throws -> [UInt8] {
        let key = SharedSecret(SecretBytes(random: 32))
        try state.withLock { state in
            guard !state.isAway else { throw KeyringError(token: "taken away by a test") }
            state.keys[name] = key
        }
        return AESGCM.seal(secret: secret, key: key.bytes, nonce: [UInt8](repeating: 0, count: 12), aad: [])
    }

    func open(_ sealed: [UInt8], under name: [UInt8]) throws -> SecretBytes {
        let key = try state.withLock { state in
            guard !state.isAway else { throw KeyringError(token: "taken away by a test") }
            return state.keys[name]
        }
        guard let key,
            let secret = try? AESGCM.openSecret(
                sealed,
                key: key.bytes,
                nonce: [UInt8](repeating: 0, count: 12),
                aad: []
            )
        else { throw KeyringError(damagedToken: "no such key") }
        return secret
    }

    func destroyAll(except name: [UInt8]?) throws {
        try state.withLock { state in
            guard !state.isAway else { throw KeyringError(token: "taken away by a test") }
            state.keys = state.keys.filter { $0.key == name }
        }
    }
}
