/// Something was sealed under a patient's keys, or the office's, which a key renewal has moved to another tree since.
///
/// Nothing was changed; it is sealed again under the keys of now.
public struct KeysRenewed: Error {
    /// Makes the error.
    public init() {}
}
