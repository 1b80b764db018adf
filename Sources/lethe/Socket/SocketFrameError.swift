/// Why bytes that came through the socket are no frame.
enum SocketFrameError: Error, Equatable {
    /// No frame has this first byte, or the other side may not send it, or not now.
    case unexpected
    /// The payload is longer than its kind allows.
    case tooLong
    /// The payload cannot be read.
    case malformed
}
