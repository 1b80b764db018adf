internal import COpenSSL

/// HKDF with SHA-256 (RFC 5869), from OpenSSL.
public enum HKDF {
    /// The longest `info` that OpenSSL 3.0 takes.
    public static let maximumInfoSize = 1024

    /// Returns `count` bytes derived from a secret: extract, then expand.
    /// - Parameters:
    ///   - salt: public; empty means 32 zero bytes, as the RFC says.
    ///   - info: public; says what the result is for.
    public static func derive(
        from secret: borrowing SecretBytes,
        salt: [UInt8],
        info: [UInt8],
        count: Int
    ) -> SecretBytes {
        derive(secret, salt: salt, info: info, count: count, mode: EVP_KDF_HKDF_MODE_EXTRACT_AND_EXPAND)
    }

    /// Returns `count` bytes from a secret that is already uniform, by the expand step alone.
    public static func expand(_ key: borrowing SecretBytes, info: [UInt8], count: Int) -> SecretBytes {
        derive(key, salt: [], info: info, count: count, mode: EVP_KDF_HKDF_MODE_EXPAND_ONLY)
    }

    private static func derive(
        _ secret: borrowing SecretBytes,
        salt: [UInt8],
        info: [UInt8],
        count: Int,
        mode: CInt
    ) -> SecretBytes {
        precondition(secret.count > 0 && info.count <= maximumInfoSize, "HKDF needs a key and a short info")
        precondition(count > 0 && count <= 255 * Digest.size, "HKDF gives 1 to 8160 bytes")
        guard let context = unsafe EVP_KDF_CTX_new(OpenSSL.require(OpenSSL.hkdf)) else {
            preconditionFailure("no memory left for HKDF")
        }
        defer { unsafe EVP_KDF_CTX_free(context) }
        var mode = mode
        var digest = Array("SHA256".utf8CString)
        var salt = salt
        var info = info
        return unsafe SecretBytes(
            count: count,
            writingTo: { output in
                let status = unsafe secret.withPointer { key in
                    unsafe digest.withUnsafeMutableBufferPointer { digest in
                        unsafe salt.withUnsafeMutableBytes { salt in
                            unsafe info.withUnsafeMutableBytes { info in
                                unsafe withUnsafeMutablePointer(to: &mode) { mode in
                                    // OpenSSL takes the parameters through mutable pointers but only reads them.
                                    let parameters = unsafe [
                                        OSSL_PARAM_construct_int(OSSL_KDF_PARAM_MODE, mode),
                                        OSSL_PARAM_construct_utf8_string(
                                            OSSL_KDF_PARAM_DIGEST,
                                            digest.baseAddress,
                                            0
                                        ),
                                        OSSL_PARAM_construct_octet_string(
                                            OSSL_KDF_PARAM_KEY,
                                            UnsafeMutablePointer(mutating: key),
                                            secret.count
                                        ),
                                        OSSL_PARAM_construct_octet_string(
                                            OSSL_KDF_PARAM_SALT,
                                            salt.baseAddress,
                                            salt.count
                                        ),
                                        OSSL_PARAM_construct_octet_string(
                                            OSSL_KDF_PARAM_INFO,
                                            info.baseAddress,
                                            info.count
                                        ),
                                        OSSL_PARAM_construct_end(),
                                    ]
                                    return unsafe EVP_KDF_derive(context, output, count, parameters)
                                }
                            }
                        }
                    }
                }
                precondition(status == 1, "HKDF failed")
            }
        )
    }
}
