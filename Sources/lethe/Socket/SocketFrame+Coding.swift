internal import VaultModel

extension SocketFrame {
    /// The frame on the wire.
    ///
    /// - Throws: `tooLong`.
    func encoded() throws(SocketFrameError) -> [UInt8] {
        let payload = payload
        guard payload.count <= kind.limit else { throw .tooLong }
        let length = UInt32(payload.count)
        let size = (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * UInt32($0))) }
        return [kind.rawValue] + size + payload
    }

    /// Reads the bytes before a payload.
    ///
    /// - Returns: The kind and the payload's length.
    /// - Throws: `unexpected` for a kind that there is not or that the other side may not send; `tooLong`.
    static func header(
        _ bytes: [UInt8],
        fromCaller: Bool
    ) throws(SocketFrameError) -> (kind: SocketFrameKind, length: Int) {
        guard bytes.count == headerSize, let kind = SocketFrameKind(rawValue: bytes[0]),
            kind.isOfCaller == fromCaller
        else { throw .unexpected }
        let length = bytes[1...].reduce(0) { $0 << 8 | Int($1) }
        guard length <= kind.limit else { throw .tooLong }
        return (kind, length)
    }

    /// Reads a payload.
    ///
    /// - Throws: `malformed`.
    init(_ kind: SocketFrameKind, payload: [UInt8]) throws(SocketFrameError) {
        switch kind {
        case .request: self = .request(try SocketRequest(payload))
        case .answer: self = .answer(try Self.text(payload))
        case .silence: self = .silence
        case .started: self = .started
        case .output: self = .output(payload)
        case .talk: self = .talk(try Self.text(payload))
        case .question: self = .question(try Self.text(payload))
        case .status: self = .status(try CommandStatus(payload))
        }
        guard payload.count <= kind.limit else { throw .malformed }
    }

    /// A line of talk, cut where a frame ends.
    static func talk(cutting line: String) -> SocketFrame {
        .talk(cut(line, to: SocketFrameKind.talk.limit))
    }

    /// The longest beginning of a text that has at most `limit` bytes.
    static func cut(_ text: String, to limit: Int) -> String {
        guard text.utf8.count > limit else { return text }
        var size = 0
        return String(
            text.prefix { character in
                size += character.utf8.count
                return size <= limit
            }
        )
    }

    private var payload: [UInt8] {
        switch self {
        case .request(let request): request.encoded
        case .answer(let text), .talk(let text), .question(let text): Array(text.utf8)
        case .silence, .started: []
        case .output(let bytes): bytes
        case .status(let status): status.encoded
        }
    }

    private static func text(_ payload: [UInt8]) throws(SocketFrameError) -> String {
        guard let text = String(validating: payload, as: UTF8.self) else { throw .malformed }
        return text
    }
}
