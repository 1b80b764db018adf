/// One member's share of a secret that several members can put together again.
public struct SecretShare: Sendable {
    /// The member's number, counted from 0: the x coordinate.
    public let member: UInt8
    /// The share, as long as the secret.
    public let value: SharedSecret

    /// Makes a share of bytes that were read.
    public init(member: UInt8, value: SharedSecret) {
        self.member = member
        self.value = value
    }
}
