/// The first byte of a frame: what it is, who sends it, and how long it may be.
enum SocketFrameKind: UInt8, CaseIterable {
    case request = 1
    case answer = 2
    case silence = 3
    case started = 16
    case output = 17
    case talk = 18
    case question = 19
    case status = 20

    /// The most bytes of its payload.
    var limit: Int {
        switch self {
        case .request: 1 << 20
        case .output: 1 << 16
        case .talk, .status: 1 << 14
        case .question, .answer: 1 << 12
        case .silence, .started: 0
        }
    }

    /// Whether the caller sends it; otherwise the server does.
    var isOfCaller: Bool { rawValue < 16 }
}
