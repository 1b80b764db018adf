internal import VaultModel

/// What is to become of a page file: cut at an end, or removed when nothing in it is used.
struct PageFileChange: Hashable, Sendable {
    let epoch: Epoch
    /// Where the last page in use ends; 0 removes the file.
    let end: UInt64
}
