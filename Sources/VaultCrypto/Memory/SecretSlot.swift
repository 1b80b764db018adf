/// A piece of the secret arena: where it is and which list it returns to.
///
/// Unchecked, because the pointer is owned by exactly one `SecretBytes` at a time.
@safe
struct SecretSlot: @unchecked Sendable {
    let address: UnsafeMutableRawPointer
    /// The index of the size class, or nil for an allocation of its own.
    let sizeClass: Int?
}
