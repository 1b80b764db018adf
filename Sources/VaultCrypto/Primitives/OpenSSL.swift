internal import COpenSSL

/// The algorithms taken from OpenSSL, fetched once: fetching for each use costs more than hashing a short message.
enum OpenSSL {
    /// A fetched algorithm; unchecked because OpenSSL shares fetched algorithms between threads by design.
    @safe
    struct Algorithm: @unchecked Sendable {
        let handle: OpaquePointer
    }

    static let sha256 = unsafe EVP_MD_fetch(nil, "SHA256", nil).map { unsafe Algorithm(handle: $0) }
    static let aes256GCM = unsafe EVP_CIPHER_fetch(nil, "AES-256-GCM", nil).map {
        unsafe Algorithm(handle: $0)
    }

    /// Whether every algorithm is there.
    static var isReady: Bool { sha256 != nil && aes256GCM != nil }

    /// Returns the handle or stops the process: `SecretMemory.prepare` has said so before, as an error.
    static func require(_ algorithm: Algorithm?) -> OpaquePointer {
        guard let algorithm else { preconditionFailure("an algorithm of OpenSSL is missing") }
        return unsafe algorithm.handle
    }
}
