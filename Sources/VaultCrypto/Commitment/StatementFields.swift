internal import VaultModel

/// Reads the members of a statement; what is missing or of another type is refused.
struct StatementFields {
    private let json: CanonicalJSON

    init(_ json: CanonicalJSON) throws(CryptoError) {
        guard json.objectValue != nil else { throw Statement.refusal }
        self.json = json
    }

    func text(_ name: String) throws(CryptoError) -> String {
        try require(json[name]?.stringValue)
    }

    func count(_ name: String) throws(CryptoError) -> Int {
        let value = try require(json[name]?.integerValue)
        guard value >= 0 else { throw Statement.refusal }
        return Int(value)
    }

    func identifier<Kind>(_ name: String) throws(CryptoError) -> Identifier<Kind> {
        try require(Identifier<Kind>(text(name)))
    }

    func timestamp(_ name: String) throws(CryptoError) -> Timestamp {
        try require(Timestamp(iso8601: text(name)))
    }

    func day(_ name: String) throws(CryptoError) -> Day {
        try require(Day(iso8601: text(name)))
    }

    /// Whether there is a member of this name.
    func has(_ name: String) -> Bool {
        json[name] != nil
    }

    func version(_ name: String) throws(CryptoError) -> VersionNumber {
        try require(Int32(exactly: try count(name)).flatMap { VersionNumber($0) })
    }

    func digest(_ name: String) throws(CryptoError) -> Digest {
        try require(Hex.decode(text(name)).flatMap { Digest(bytes: $0) })
    }

    func commitment(_ name: String) throws(CryptoError) -> Commitment {
        guard let commitment = try? Commitment(bytes: require(Hex.decode(text(name)))) else {
            throw Statement.refusal
        }
        return commitment
    }

    func texts(_ name: String) throws(CryptoError) -> [String] {
        var texts: [String] = []
        for item in try require(json[name]?.arrayValue) { texts.append(try require(item.stringValue)) }
        return texts
    }

    func object(_ name: String) throws(CryptoError) -> StatementFields {
        try StatementFields(require(json[name]))
    }

    func list<Element>(
        _ name: String,
        _ element: (StatementFields) throws(CryptoError) -> Element
    ) throws(CryptoError) -> [Element] {
        var elements: [Element] = []
        for item in try require(json[name]?.arrayValue) {
            elements.append(try element(StatementFields(item)))
        }
        return elements
    }

    private func require<Value>(_ value: Value?) throws(CryptoError) -> Value {
        guard let value else { throw Statement.refusal }
        return value
    }
}
