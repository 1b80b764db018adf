internal import VaultModel

/// The facts of a vocabulary and their words, numbered.
final class FactTable: Sendable {
    /// The facts in the order of their names; the place is the number.
    let definitions: [FactDefinition]
    /// The numbers by name.
    let numbers: [String: Int]
    /// For each fact the places of its words.
    let words: [[String: Int32]]
    /// How each is computed.
    let derivations: [CompiledDerivation]
    /// For each word of a fact with a list of members, in order, whether it is one of them.
    let memberFlags: [Bool]
    /// What holds when nobody has said anything.
    let defaults: [Int32]
    /// Equal for vocabularies with the same facts, kinds and words.
    let fingerprint: UInt64

    /// Numbers the facts of a vocabulary.
    init(_ vocabulary: Vocabulary) {
        let definitions = vocabulary.facts.values.sorted { $0.name < $1.name }
        let numbers = Dictionary(
            definitions.enumerated().map { ($1.name, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        self.definitions = definitions
        self.numbers = numbers
        let words = definitions.map { Self.places(of: $0.kind) }
        self.words = words
        var flags: [Bool] = []
        derivations = definitions.map { Self.compile($0, numbers, definitions, &flags) }
        memberFlags = flags
        defaults = zip(definitions, words).map { definition, places in
            definition.otherwise.flatMap { Self.cell($0, definition.kind, places) } ?? Cell.unknown
        }
        fingerprint = Self.fingerprint(of: definitions)
    }

    /// The cell of a value, or `nil` when the fact has no such values.
    func cell(_ value: FactValue, of fact: Int) -> Int32? {
        Self.cell(value, definitions[fact].kind, words[fact])
    }

    /// The value in a cell; `nil` for cells without one.
    func value(_ cell: Int32, of fact: Int) -> FactValue? {
        if cell == Cell.unknown || cell == Cell.absent { return nil }
        switch definitions[fact].kind {
        case .yesNo: return .yesNo(cell != 0)
        case .day: return cell == Cell.never ? nil : .day(Cell.day(cell))
        case .number: return .number(Int(cell))
        case .word(let list): return list.indices.contains(Int(cell)) ? .word(list[Int(cell)]) : nil
        }
    }

    /// Whether the engine alone says it.
    func isComputed(_ fact: Int) -> Bool {
        switch derivations[fact] {
        case .none, .age, .happened: definitions[fact].source == .derived
        default: true
        }
    }

    private static func places(of kind: FactKind) -> [String: Int32] {
        guard case .word(let list) = kind else { return [:] }
        return Dictionary(list.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    }

    private static func cell(_ value: FactValue, _ kind: FactKind, _ places: [String: Int32]) -> Int32? {
        switch (value, kind) {
        case (.yesNo(let isTrue), .yesNo): isTrue ? 1 : 0
        case (.day(let day), .day): Cell.day(day)
        case (.number(let number), .number):
            (-1_000_000_000...1_000_000_000).contains(number) ? Int32(number) : nil
        case (.word(let word), .word): places[word]
        default: nil
        }
    }

    private static func compile(
        _ definition: FactDefinition,
        _ numbers: [String: Int],
        _ definitions: [FactDefinition],
        _ flags: inout [Bool]
    ) -> CompiledDerivation {
        switch definition.name {
        case "retention.running": return .retentionRunning
        case "retention.end": return .retentionEnd
        case "retention.source": return .retentionSource
        case "retention.overdue": return .retentionOverdue
        default: break
        }
        switch definition.derivation {
        case .oneOf(let name, let members):
            guard let fact = numbers[name], case .word(let list) = definitions[fact].kind else {
                return .none
            }
            flags += list.map { members.contains($0) }
            return .membership(of: fact, firstFlag: flags.count - list.count)
        case .adequacy(let name): return numbers[name].map { .adequacy(of: $0) } ?? .none
        case .age(let from, let at):
            guard let from = numbers[from], let at = numbers[at] else { return .none }
            return .age(from: from, at: at)
        case .hasHappened(let day): return numbers[day].map { .happened($0) } ?? .none
        case .retention, nil: return .none
        }
    }

    /// FNV-1a over names, kinds and words, with a separator between them.
    private static func fingerprint(of definitions: [FactDefinition]) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func add(_ text: String) {
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            hash = (hash ^ 0xff) &* 0x100_0000_01b3
        }
        for definition in definitions {
            add(definition.name)
            switch definition.kind {
            case .yesNo: add("0")
            case .day: add("1")
            case .number: add("2")
            case .word(let list):
                add("3")
                list.forEach(add)
            }
        }
        return hash
    }
}
