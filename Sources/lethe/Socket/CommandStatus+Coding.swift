internal import VaultModel

extension CommandStatus {
    /// The payload of a status frame.
    var encoded: [UInt8] {
        CanonicalJSON.object([
            "code": .integer(Int64(code)),
            "message": message.map { .string(SocketFrame.cut($0, to: 2048)) } ?? .null,
        ]).encoded
    }

    /// Reads the payload of a status frame.
    ///
    /// - Throws: `malformed`.
    init(_ payload: [UInt8]) throws(SocketFrameError) {
        guard case .object(let members)? = try? CanonicalJSON(decoding: payload), members.count == 2,
            let code = members["code"]?.integerValue, (0...255).contains(code),
            let message = members["message"],
            message == .null || message.stringValue != nil
        else { throw .malformed }
        self.init(code: Int32(code), message: message.stringValue)
    }
}
