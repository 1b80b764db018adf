/// The process at the other end of a local socket, as the system vouches for it.
///
/// It is the process that connected or listened; it may have handed the socket on since.
public struct LocalPeer: Hashable, Sendable {
    /// The number of the user it acts as.
    public let user: UInt32
    /// The number of the process.
    public let process: Int32
}
