internal import VaultModel

/// A record of the list of epochs: the public line and the random id of the state it began.
///
/// Payload: epoch (8 bytes), state id (16), request id (16), cause (1), purpose or 0 (1), time in seconds (8), number
/// of prefixes (4), encoded prefixes.
struct PunctureRecord: Hashable, Sendable {
    let state: StateName
    let entry: PunctureListEntry

    /// The payload.
    var payload: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(bigEndian: state.epoch.rawValue)
        bytes += state.id
        bytes += entry.request.bytes
        bytes += entry.cause.code
        bytes.append(bigEndian: entry.at.secondsSinceEpoch)
        bytes.append(bigEndian: UInt32(entry.prefixes.count))
        for prefix in entry.prefixes { bytes += prefix.encoded }
        return bytes
    }

    /// Makes a record.
    init(state: StateName, entry: PunctureListEntry) {
        self.state = state
        self.entry = entry
    }

    /// Reads exactly what ``payload`` writes; anything else is `nil`.
    init?(payload: [UInt8]) {
        var reader = ByteReader(payload)
        guard let epoch = reader.number(UInt64.self), let state = reader.run(StateName.idSize),
            let id = reader.run(16), let request = RequestID(bytes: Array(id)),
            let code = reader.run(2), let cause = EpochCause(code: Array(code)),
            let seconds = reader.number(Int64.self), let count = reader.number(UInt32.self)
        else { return nil }
        var prefixes: [Prefix] = []
        for _ in 0..<count {
            guard let tree = reader.number(Int16.self), let tree = TreeNumber(tree),
                let length = reader.number(UInt8.self), let bits = reader.run((Int(length) + 7) / 8),
                let path = NodePath(length: Int(length), packed: bits)
            else { return nil }
            prefixes.append(Prefix(tree: tree, path: path))
        }
        guard reader.isAtEnd else { return nil }
        self.state = StateName(epoch: Epoch(epoch), id: Array(state))
        self.entry = PunctureListEntry(
            epoch: Epoch(epoch),
            request: request,
            cause: cause,
            at: Timestamp(secondsSinceEpoch: seconds),
            prefixes: prefixes
        )
    }

    /// What is kept in memory of a payload.
    static func head(of payload: ArraySlice<UInt8>) -> PunctureHead? {
        let tail = payload.dropFirst(8 + StateName.idSize)
        let time = tail.dropFirst(16 + 2).prefix(8)
        guard let request = RequestID(bytes: Array(tail.prefix(16))), let code = tail.dropFirst(16).first,
            time.count == 8
        else { return nil }
        return PunctureHead(
            request: request,
            isPuncture: code == EpochCause.punctureCode,
            at: Timestamp(secondsSinceEpoch: time.reduce(0) { $0 << 8 | Int64($1) })
        )
    }
}

extension EpochCause {
    fileprivate static let punctureCode: UInt8 = 2

    /// Cause and purpose, two bytes.
    fileprivate var code: [UInt8] {
        switch self {
        case .created: [1, 0]
        case .puncture(let purpose): [Self.punctureCode, purpose.rawValue]
        case .indexRenewalBegun: [3, 0]
        case .indexRenewalFinished: [4, 0]
        case .treeAdded: [5, 0]
        case .placesChanged: [6, 0]
        }
    }

    fileprivate init?(code: [UInt8]) {
        switch (code[0], code[1]) {
        case (1, 0): self = .created
        case (Self.punctureCode, let purpose):
            guard let purpose = PuncturePurpose(rawValue: purpose) else { return nil }
            self = .puncture(purpose)
        case (3, 0): self = .indexRenewalBegun
        case (4, 0): self = .indexRenewalFinished
        case (5, 0): self = .treeAdded
        case (6, 0): self = .placesChanged
        default: return nil
        }
    }
}
