/// The sizes that sealed content may have, so that a size says little about the content.
///
/// Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs", PETS 2019)
/// with a least size: at most 12 % longer, and only O(log log n) bits of the size stay visible.
public enum Padding {
    /// The least size of padded content.
    public static let minimumSize = 256

    /// Returns the size to which content of `size` bytes is padded with zero bytes.
    public static func paddedSize(of size: Int) -> Int {
        precondition(size >= 0, "content has no negative size")
        guard size > minimumSize else { return minimumSize }
        let exponent = Int.bitWidth - 1 - size.leadingZeroBitCount
        let exponentBits = Int.bitWidth - exponent.leadingZeroBitCount
        let mask = (1 << (exponent - exponentBits)) - 1
        return (size + mask) & ~mask
    }
}
