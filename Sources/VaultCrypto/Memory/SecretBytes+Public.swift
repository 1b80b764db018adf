extension SecretBytes {
    /// Returns bytes of a range that are not secret, such as lengths and paths inside a sealed page.
    ///
    /// The copy lies in ordinary memory and is not wiped: never use it for keys.
    public borrowing func publicBytes(in range: Range<Int>) -> [UInt8] {
        withBytes { span in
            let part = span.extracting(range)
            return unsafe part.withUnsafeBytes { unsafe [UInt8]($0) }
        }
    }

    /// The byte at a place that is not secret.
    public borrowing func publicByte(at offset: Int) -> UInt8 {
        withBytes { $0.byte(at: offset) }
    }
}
