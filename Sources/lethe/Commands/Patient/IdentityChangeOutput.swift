internal import VaultCore

/// What a correction changes of who a patient is, in words.
struct IdentityChangeOutput {
    private let change: IdentityChange

    init(_ change: IdentityChange) {
        self.change = change
    }

    /// A line for each thing that becomes another.
    var lines: [String] {
        let (before, after) = (change.before, change.after)
        let pairs = [
            ("name", before.name, after.name),
            ("birth date", before.birthDate?.description, after.birthDate?.description),
            ("death", before.deathDate?.description, after.deathDate?.description),
            ("identifiers", Self.text(before), Self.text(after)),
        ]
        return pairs.filter { $0.1 != $0.2 }.map { "  \($0.0): \($0.1 ?? "none"), becomes \($0.2 ?? "none")" }
    }

    private static func text(_ identity: PatientIdentity) -> String {
        identity.identifiers.map { "\($0.system)|\($0.value)" }.joined(separator: ", ")
    }
}
