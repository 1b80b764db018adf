/// One message between a command's caller and the vault's server.
///
/// On the wire: kind (1 byte) ‖ length of the payload (4 bytes, big-endian) ‖ payload. Texts are UTF-8; JSON is
/// canonical and has exactly the members named. Anything else is refused, and the connection ends.
///
/// | kind | by     | frame    | payload                                                       | at most |
/// |------|--------|----------|---------------------------------------------------------------|---------|
/// | 1    | caller | request  | JSON: `arguments`, `directory`, `format` "lethe.socket.v1"    | 1 MiB   |
/// | 2    | caller | answer   | the line that was typed                                       | 4 KiB   |
/// | 3    | caller | silence  | none: nobody can answer                                       | 0       |
/// | 16   | server | started  | none: from here on the command runs, whatever happens         | 0       |
/// | 17   | server | output   | bytes of the result, for standard output                      | 64 KiB  |
/// | 18   | server | talk     | a line for standard error                                     | 16 KiB  |
/// | 19   | server | question | a question; the caller sends an answer or silence             | 4 KiB   |
/// | 20   | server | status   | JSON: `code` (0 to 255), `message` (text or null)             | 16 KiB  |
///
/// The caller sends one request. The server sends `started`, then output, talk and questions, and `status` last. When
/// the connection ends before `started`, nothing was done and the caller may do the work itself.
enum SocketFrame: Sendable, Equatable {
    case request(SocketRequest)
    case answer(String)
    case silence
    case started
    case output([UInt8])
    case talk(String)
    case question(String)
    case status(CommandStatus)

    /// The bytes before the payload.
    static let headerSize = 5

    var kind: SocketFrameKind {
        switch self {
        case .request: .request
        case .answer: .answer
        case .silence: .silence
        case .started: .started
        case .output: .output
        case .talk: .talk
        case .question: .question
        case .status: .status
        }
    }
}
