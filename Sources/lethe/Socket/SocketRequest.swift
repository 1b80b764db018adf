internal import VaultModel

/// What a caller asks the vault's server to run.
struct SocketRequest: Sendable, Equatable {
    /// The arguments after the program's name, as they were given.
    let arguments: [String]
    /// The caller's directory, from which relative paths start.
    let directory: String

    private static let format = "lethe.socket.v1"

    init(arguments: [String], directory: String) {
        self.arguments = arguments
        self.directory = directory
    }

    /// Reads the payload of a request frame.
    ///
    /// - Throws: `malformed`.
    init(_ payload: [UInt8]) throws(SocketFrameError) {
        guard case .object(let members)? = try? CanonicalJSON(decoding: payload), members.count == 3,
            members["format"]?.stringValue == Self.format, let list = members["arguments"]?.arrayValue,
            let directory = members["directory"]?.stringValue, directory.hasPrefix("/")
        else { throw .malformed }
        arguments = list.compactMap(\.stringValue)
        self.directory = directory
        guard arguments.count == list.count else { throw .malformed }
    }

    /// The payload of a request frame.
    var encoded: [UInt8] {
        CanonicalJSON.object([
            "arguments": .array(arguments.map { .string($0) }),
            "directory": .string(directory),
            "format": .string(Self.format),
        ]).encoded
    }
}
