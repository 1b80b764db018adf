internal import VaultModel

/// Where a sealed page lies: in the page file of the epoch that wrote it.
///
/// No two pages ever share a location.
struct PageLocation: Hashable, Sendable {
    let epoch: Epoch
    let offset: UInt64
    let length: UInt32

    /// The end of the page in its file.
    var end: UInt64 { offset + UInt64(length) }
}
