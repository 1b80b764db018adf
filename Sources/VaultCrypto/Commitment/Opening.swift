internal import CSodium

/// The blinding scalar of a commitment; whoever has it can show what was committed to.
///
/// When it is destroyed, every statement is equally likely, whatever computing power comes.
public struct Opening: ~Copyable, Sendable {
    /// The number of bytes.
    public static let size = 32

    /// The scalar: little-endian, below the group order, not zero.
    let scalar: SecretBytes

    /// Takes the 32 bytes of a scalar.
    /// - Throws: `CryptoError` with code `opening` unless they are canonical and not zero.
    public init(_ bytes: consuming SecretBytes) throws(CryptoError) {
        Sodium.require()
        guard bytes.count == Self.size else { throw Self.refusal }
        var wide = SecretBuilder(capacity: 64)
        wide.append(bytes)
        wide.append([UInt8](repeating: 0, count: 32))
        let zero = SecretBytes(copying: [UInt8](repeating: 0, count: Self.size))
        guard Self.reduce(wide.finish()).isEqual(to: bytes), !bytes.isEqual(to: zero) else {
            throw Self.refusal
        }
        scalar = bytes
    }

    private init(scalar: consuming SecretBytes) {
        self.scalar = scalar
    }

    /// Draws a uniform scalar: 64 random bytes, reduced.
    public static func random() -> Opening {
        Sodium.require()
        return Opening(scalar: reduce(SecretBytes(random: 64)))
    }

    /// Takes the bytes of an opening that was made public, as a certificate shows it.
    /// - Throws: `CryptoError` with code `opening` unless they are canonical and not zero.
    public init(revealed bytes: [UInt8]) throws(CryptoError) {
        try self.init(SecretBytes(copying: bytes))
    }

    /// Returns the bytes for showing them, which makes the commitment hide nothing any more.
    public borrowing func reveal() -> [UInt8] {
        scalar.publicBytes(in: 0..<Self.size)
    }

    /// Returns the bytes as a secret, for sealing them.
    public borrowing func secretBytes() -> SecretBytes {
        scalar.copy()
    }

    private static func reduce(_ wide: borrowing SecretBytes) -> SecretBytes {
        unsafe SecretBytes(
            count: size,
            writingTo: { output in
                unsafe wide.withPointer { unsafe crypto_core_ristretto255_scalar_reduce(output, $0) }
            }
        )
    }

    private static var refusal: CryptoError {
        CryptoError(.opening, "the opening is not a canonical scalar")
    }
}
