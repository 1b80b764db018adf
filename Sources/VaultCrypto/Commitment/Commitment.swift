internal import CSodium
internal import VaultModel

/// A Pedersen commitment over ristretto255: `m·H + r·G` (`docs/formats/commitment.md`).
///
/// ## Guarantee
/// Perfectly hiding: without the opening it fits every statement equally well.
/// ## Not guaranteed
/// Binding rests on discrete logarithms being hard.
public struct Commitment: Hashable, Sendable, CustomStringConvertible {
    /// The number of bytes.
    public static let size = 32

    /// The canonical encoding of the group element.
    public let bytes: [UInt8]

    /// Takes the encoding of a group element.
    /// - Throws: `CryptoError` with code `commitment` unless it is canonical (RFC 9496 section 4.3.1) and not the
    ///   identity.
    public init(bytes: [UInt8]) throws(CryptoError) {
        Sodium.require()
        // libsodium 1.0.18 overlooks the highest bit, which would give every commitment a second spelling.
        guard bytes.count == Self.size, bytes.contains(where: { $0 != 0 }), bytes[31] & 0x80 == 0,
            unsafe crypto_core_ristretto255_is_valid_point(bytes) == 1
        else {
            throw CryptoError(.commitment, "these bytes are not the canonical encoding of a commitment")
        }
        self.bytes = bytes
    }

    /// Takes bytes that the vault itself has stored, without asking whether they encode a group element, which costs more
    /// than reading the row.
    ///
    /// Other bytes fit no statement: ``isValid(for:opening:)`` computes the commitment anew and compares.
    /// - Throws: `CryptoError` with code `commitment` for another length.
    public init(stored bytes: [UInt8]) throws(CryptoError) {
        guard bytes.count == Self.size else {
            throw CryptoError(.commitment, "these bytes are not as long as a commitment")
        }
        self.bytes = bytes
    }

    private init(element: [UInt8]) {
        bytes = element
    }

    /// Returns the commitment to a statement under an opening.
    public static func commit(to statement: [UInt8], opening: borrowing Opening) -> Commitment {
        let message = SecretBytes(copying: SHA512.hash(statement))
        var element = [UInt8](repeating: 0, count: size)
        // Without the opening's term the statement's term would let a guess be checked, so both stay in locked memory.
        let messageScalar = unsafe SecretBytes(
            count: 32,
            writingTo: { output in
                unsafe message.withPointer { unsafe crypto_core_ristretto255_scalar_reduce(output, $0) }
            }
        )
        let messageTerm = unsafe SecretBytes(
            count: size,
            writingTo: { output in
                unsafe messageScalar.withPointer { scalar in
                    let status = unsafe crypto_scalarmult_ristretto255(output, scalar, Self.generator)
                    precondition(status == 0, "a statement hashed to zero")
                }
            }
        )
        let openingTerm = unsafe SecretBytes(
            count: size,
            writingTo: { output in
                unsafe opening.scalar.withPointer { scalar in
                    let status = unsafe crypto_scalarmult_ristretto255_base(output, scalar)
                    precondition(status == 0, "an opening is never zero")
                }
            }
        )
        unsafe messageTerm.withPointer { left in
            unsafe openingTerm.withPointer { right in
                let status = unsafe crypto_core_ristretto255_add(&element, left, right)
                precondition(status == 0, "both terms are group elements")
            }
        }
        return Commitment(element: element)
    }

    /// Returns whether this is the commitment to the statement under the opening.
    public func isValid(for statement: [UInt8], opening: borrowing Opening) -> Bool {
        Commitment.commit(to: statement, opening: opening) == self
    }

    /// Returns a uniformly random group element, which no one can open: padding of ledger batches.
    public static func randomPadding() -> Commitment {
        Sodium.require()
        var element = [UInt8](repeating: 0, count: size)
        unsafe crypto_core_ristretto255_random(&element)
        return Commitment(element: element)
    }

    /// The bytes in lower-case hexadecimal.
    public var hex: String { Hex.encode(bytes) }

    /// The bytes in lower-case hexadecimal.
    public var description: String { hex }

    /// The second generator, H: the hash of its name to the group (RFC 9496 section 4.3.4), so that nobody knows its
    /// discrete logarithm.
    static let generator: [UInt8] = {
        Sodium.require()
        var element = [UInt8](repeating: 0, count: size)
        unsafe crypto_core_ristretto255_from_hash(&element, SHA512.hash(Array("lethe.commitment.v1.H".utf8)))
        return element
    }()
}
