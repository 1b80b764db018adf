/// Where a key safe on another machine answers: `https://host:port`.
public struct SafeAddress: Hashable, Sendable, CustomStringConvertible {
    /// The name or number of the machine.
    public let host: String
    /// The port.
    public let port: Int

    /// Reads `https://HOST:PORT` or `HOST:PORT`; anything else is `nil`.
    public init?(_ text: String) {
        let rest = text.hasPrefix("https://") ? text.dropFirst(8) : text[...]
        guard let colon = rest.lastIndex(of: ":"), let port = Int(rest[rest.index(after: colon)...]),
            (0...65_535).contains(port)
        else { return nil }
        var host = rest[..<colon]
        if host.first == "[", host.last == "]" { host = host.dropFirst().dropLast() }
        let isName = host.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
                || byte == 0x2d || byte == 0x2e || byte == 0x3a
        }
        guard !host.isEmpty, isName else { return nil }
        self.init(host: String(host), port: port)
    }

    /// Names a machine and a port.
    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// `https://HOST:PORT`.
    public var description: String {
        host.contains(":") ? "https://[\(host)]:\(port)" : "https://\(host):\(port)"
    }
}
