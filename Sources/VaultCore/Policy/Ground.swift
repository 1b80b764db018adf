internal import VaultModel

/// Why something is done that a certificate will tell of, as it was stated.
enum Ground {
    /// The longest ground, in characters (Unicode scalars).
    private static let maximum = 500

    /// A ground that can be printed.
    ///
    /// - Parameter act: What is done, such as `erasing`.
    /// - Throws: ``VaultError`` with `denied` without a ground, `invalidInput` for one that a certificate cannot
    ///   print: found after the fence, it could not be mended any more.
    static func checked(_ text: String?, for act: String) throws -> String {
        guard let text, text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
            throw VaultError(.denied, "\(act) needs a stated ground (--ground TEXT)")
        }
        guard text.isPrintableLine, text.unicodeScalars.count <= maximum else {
            throw VaultError(
                .invalidInput,
                "the certificate prints the ground: --ground takes one line of 1 to \(maximum) characters "
                    + "without control characters"
            )
        }
        return text
    }
}
