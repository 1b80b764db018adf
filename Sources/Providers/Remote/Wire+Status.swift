internal import Keyring
internal import VaultModel

extension KeySafeStatus {
    var wire: CanonicalJSON {
        var members: [String: CanonicalJSON] = [
            "controller": .string(controller.description),
            "epoch": .integer(Int64(epoch.rawValue)),
            "incarnation": .string(incarnation.description),
            "journalLength": .integer(journalLength),
            "level": level.wire,
            "patientMark": .integer(Int64(patientMark)),
            "places": .array(places.map(\.wire)),
            "punctures": .integer(Int64(punctures)),
            "serialMark": .integer(Int64(serialMark)),
            "trees": .array(trees.map { .integer(Int64($0.rawValue)) }),
            "vault": .string(vault.description),
            "warnings": .array(warnings.map(\.wire)),
        ]
        if !lost.isEmpty { members["lost"] = .array(lost.map(\.json)) }
        if let declaration { members["declaration"] = declaration.wire }
        return .object(members)
    }

    init(_ wire: Wire) throws(KeyringError) {
        var declaration: CustodyDeclaration?
        if let json = wire.json["declaration"] { declaration = try CustodyDeclaration(Wire(json: json)) }
        let trees = try wire.list("trees").compactMap { item in
            item.integerValue.flatMap { Int16(exactly: $0) }.flatMap { TreeNumber($0) }
        }
        guard let level = wire.json["level"],
            let patients = UInt64(exactly: try wire.number("patientMark")),
            let serials = UInt32(exactly: try wire.number("serialMark"))
        else { throw .babble }
        var places: [PlaceStatus] = []
        for place in try wire.list("places") { places.append(try PlaceStatus(Wire(json: place))) }
        let lost = wire.json["lost"]?.arrayValue ?? []
        let losses = lost.compactMap { LostPlace(json: $0) }
        guard losses.count == lost.count else { throw .babble }
        var warnings: [KeySafeWarning] = []
        for warning in try wire.list("warnings") { warnings.append(try KeySafeWarning(warning)) }
        self.init(
            vault: try wire.id("vault"),
            controller: try wire.id("controller"),
            epoch: try wire.epoch("epoch"),
            incarnation: try wire.id("incarnation"),
            trees: trees,
            places: places,
            level: try KeySafeLevel(Wire(json: level)),
            declaration: declaration,
            warnings: warnings,
            punctures: Int(try wire.number("punctures")),
            patientMark: patients,
            serialMark: serials,
            journalLength: try wire.number("journalLength"),
            lost: losses
        )
    }
}

extension CustodyDeclaration {
    var wire: CanonicalJSON {
        .object(["at": .string(at.description), "by": .string(by), "statement": .string(statement)])
    }

    init(_ wire: Wire) throws(KeyringError) {
        self.init(by: try wire.text("by"), statement: try wire.text("statement"), at: try wire.time("at"))
    }
}

extension KeySafeLevel {
    private static let words: [Storage: String] = [
        .mayKeep: "mayKeep", .softwareToken: "softwareToken", .overwritten: "overwritten", .token: "token",
    ]

    fileprivate var wire: CanonicalJSON {
        .object([
            "places": .integer(Int64(places)), "storage": .string(Self.words[storage] ?? ""),
            "threshold": .integer(Int64(threshold)),
        ])
    }

    fileprivate init(_ wire: Wire) throws(KeyringError) {
        let word = try wire.text("storage")
        guard let storage = Self.words.first(where: { $0.value == word })?.key,
            let places = Int(exactly: try wire.number("places")),
            let threshold = Int(exactly: try wire.number("threshold")), places >= 1,
            (1...places).contains(threshold)
        else { throw .babble }
        // Whoever reads it off the wire is on another machine.
        self.init(places: places, threshold: threshold, storage: storage, isElsewhere: true)
    }
}

extension PlaceStatus {
    fileprivate var wire: CanonicalJSON {
        let (word, reason): (String, String?) =
            switch state {
            case .current: ("current", nil)
            case .damaged(let reason): ("damaged", reason)
            case .undestroyed: ("undestroyed", nil)
            case .unavailable(let reason): ("unavailable", reason)
            }
        return .object([
            "place": .string(place), "reason": reason.map { .string($0) } ?? .null, "state": .string(word),
        ])
    }

    fileprivate init(_ wire: Wire) throws(KeyringError) {
        let reason = wire.json["reason"]?.stringValue ?? ""
        let state: State
        switch try wire.text("state") {
        case "current": state = .current
        case "damaged": state = .damaged(reason: reason)
        case "undestroyed": state = .undestroyed
        case "unavailable": state = .unavailable(reason: reason)
        default: throw .babble
        }
        self.init(place: try wire.text("place"), state: state)
    }
}

extension KeySafeWarning {
    fileprivate var wire: CanonicalJSON {
        let words: [String] =
            switch self {
            case .onePlace: ["onePlace"]
            case .sameDevice(let first, let second): ["sameDevice", first, second]
            case .weakFileSystem(let place, let kind): ["weakFileSystem", place, kind]
            case .noDeclaration: ["noDeclaration"]
            }
        return .array(words.map { .string($0) })
    }

    fileprivate init(_ json: CanonicalJSON) throws(KeyringError) {
        let words = json.arrayValue?.compactMap(\.stringValue) ?? []
        switch (words.first, words.count) {
        case ("onePlace", 1): self = .onePlace
        case ("sameDevice", 3): self = .sameDevice(words[1], words[2])
        case ("weakFileSystem", 3): self = .weakFileSystem(place: words[1], kind: words[2])
        case ("noDeclaration", 1): self = .noDeclaration
        default: throw .babble
        }
    }
}
