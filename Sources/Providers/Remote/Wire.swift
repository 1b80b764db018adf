internal import Foundation
internal import Keyring
internal import VaultCrypto
internal import VaultModel

/// Reads members of a message; what is missing or of another form is refused.
struct Wire {
    let json: CanonicalJSON

    func text(_ name: String) throws(KeyringError) -> String {
        guard let value = json[name]?.stringValue else { throw .babble }
        return value
    }

    func number(_ name: String) throws(KeyringError) -> Int64 {
        guard let value = json[name]?.integerValue else { throw .babble }
        return value
    }

    func list(_ name: String) throws(KeyringError) -> [CanonicalJSON] {
        guard let value = json[name]?.arrayValue else { throw .babble }
        return value
    }

    func id<Kind>(_ name: String, _ type: Identifier<Kind>.Type = Identifier<Kind>.self) throws(KeyringError)
        -> Identifier<Kind>
    {
        guard let value = Identifier<Kind>(try text(name)) else { throw .babble }
        return value
    }

    func time(_ name: String) throws(KeyringError) -> Timestamp {
        guard let value = Timestamp(iso8601: try text(name)) else { throw .babble }
        return value
    }

    func epoch(_ name: String) throws(KeyringError) -> Epoch { Epoch(UInt64(try number(name))) }

    func prefixes(_ name: String = "prefixes") throws(KeyringError) -> [Prefix] {
        let texts = try list(name)
        let prefixes = texts.compactMap { $0.stringValue.flatMap(Hex.decode).flatMap { Prefix(encoded: $0) } }
        guard prefixes.count == texts.count else { throw .babble }
        return prefixes
    }

    static func prefixes(_ prefixes: [Prefix]) -> CanonicalJSON {
        .array(prefixes.map { .string(Hex.encode($0.encoded)) })
    }
}

extension PunctureRequest {
    var wire: [String: CanonicalJSON] {
        [
            "id": .string(id.description), "incarnation": .string(incarnation.description),
            "prefixes": Wire.prefixes(prefixes), "purpose": .integer(Int64(purpose.rawValue)),
        ]
    }

    init(_ wire: Wire) throws(KeyringError) {
        guard let code = UInt8(exactly: try wire.number("purpose")),
            let purpose = PuncturePurpose(rawValue: code)
        else { throw .babble }
        self.init(
            id: try wire.id("id"),
            incarnation: try wire.id("incarnation"),
            prefixes: try wire.prefixes(),
            purpose: purpose
        )
    }
}

extension PunctureReceipt {
    var wire: CanonicalJSON {
        var members: [String: CanonicalJSON] = [
            "at": .string(at.description),
            "confirmations": .array(
                confirmations.map { .object(["at": .string($0.at.description), "place": .string($0.place)]) }
            ),
            "epoch": .integer(Int64(epoch.rawValue)),
            "request": .string(request.description),
        ]
        if case .pending(let confirmed, let count) = state {
            members["pending"] = .array([.integer(Int64(confirmed)), .integer(Int64(count))])
        }
        return .object(members)
    }

    init(_ wire: Wire) throws(KeyringError) {
        var confirmations: [PlaceConfirmation] = []
        for item in try wire.list("confirmations") {
            let item = Wire(json: item)
            confirmations.append(PlaceConfirmation(place: try item.text("place"), at: try item.time("at")))
        }
        var state = DestructionState.destroyed
        if let counts = wire.json["pending"]?.arrayValue?.compactMap(\.integerValue) {
            guard counts.count == 2 else { throw .babble }
            state = .pending(confirmed: Int(counts[0]), of: Int(counts[1]))
        }
        self.init(
            request: try wire.id("request"),
            epoch: try wire.epoch("epoch"),
            at: try wire.time("at"),
            confirmations: confirmations,
            state: state
        )
    }
}

extension PunctureListEntry {
    var wire: CanonicalJSON {
        let code: [Int64] =
            switch cause {
            case .created: [1]
            case .puncture(let purpose): [2, Int64(purpose.rawValue)]
            case .indexRenewalBegun: [3]
            case .indexRenewalFinished: [4]
            case .treeAdded: [5]
            case .placesChanged: [6]
            }
        return .object([
            "at": .string(at.description), "cause": .array(code.map { .integer($0) }),
            "epoch": .integer(Int64(epoch.rawValue)), "prefixes": Wire.prefixes(prefixes),
            "request": .string(request.description),
        ])
    }

    init(_ wire: Wire) throws(KeyringError) {
        let cause: EpochCause
        switch try wire.list("cause").compactMap(\.integerValue) {
        case [1]: cause = .created
        case [3]: cause = .indexRenewalBegun
        case [4]: cause = .indexRenewalFinished
        case [5]: cause = .treeAdded
        case [6]: cause = .placesChanged
        case let code:
            guard code.count == 2, code[0] == 2, let raw = UInt8(exactly: code[1]),
                let purpose = PuncturePurpose(rawValue: raw)
            else { throw .babble }
            cause = .puncture(purpose)
        }
        self.init(
            epoch: try wire.epoch("epoch"),
            request: try wire.id("request"),
            cause: cause,
            at: try wire.time("at"),
            prefixes: try wire.prefixes()
        )
    }
}

extension JournalEntry {
    var wire: CanonicalJSON {
        .object([
            "at": .string(at.description), "id": .string(id.description),
            "kind": .integer(Int64(kind.rawValue)),
            "number": .integer(number), "sealed": .string(Base64.encode(sealed)),
            "slot": .string(String(slot.packed)), "tree": .integer(Int64(tree.rawValue)),
        ])
    }

    init(_ wire: Wire) throws(KeyringError) {
        guard let code = UInt8(exactly: try wire.number("kind")), let kind = JournalKind(rawValue: code),
            let raw = Int16(exactly: try wire.number("tree")), let tree = TreeNumber(raw),
            let slot = Int64(try wire.text("slot")).flatMap({ Slot(packed: $0) }),
            let sealed = Base64.decode(try wire.text("sealed"))
        else { throw .babble }
        self.init(
            number: try wire.number("number"),
            id: try wire.id("id"),
            kind: kind,
            at: try wire.time("at"),
            tree: tree,
            slot: slot,
            sealed: sealed
        )
    }
}
