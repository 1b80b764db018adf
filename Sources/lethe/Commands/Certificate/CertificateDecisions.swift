internal import ArgumentParser
internal import VaultCore
internal import VaultModel
internal import VaultStorage

/// `lethe certificate decisions ID`.
struct CertificateDecisions: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "decisions",
        abstract: "What the rules were told and said about what an erasure took.",
        discussion: """
            It is the last that is known of the erased, and no certificate shows it: name a purpose for which you may see \
            an access log, such as administration. Versions that the rules were told the same about are one group.
            """
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var why: PurposeOption

    @Argument(help: "The certificate's id.")
    var certificate: CertificateID

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let kept = try await controller.decisions(
            behind: certificate,
            by: acting.staff(),
            for: why.purpose
        )
        switch options.format {
        case .json:
            try await console.print(json: .object(["decisions": kept.map(Self.json) ?? .null]))
        case .table:
            guard let kept else {
                try await console.print("this erasure is from before decisions were kept")
                return
            }
            try await console.print(
                "asked as of \(kept.asOf): \(kept.kind.rawValue), by the rulebook \(kept.rulebook)"
            )
            for (number, group) in kept.groups.enumerated() {
                try await console.print(
                    "group \(number + 1): \(group.answer.outcome.rawValue), \(Self.extent(of: group))"
                )
                for (name, value) in group.facts.sorted(by: { $0.key < $1.key }) {
                    try await console.print("  told  \(name) = \(value)")
                }
                for rule in group.answer.fired { try await console.print("  rule  \(rule)") }
                for citation in group.answer.citations {
                    try await console.print("  law   \(citation.article) \(citation.law)")
                }
            }
        }
    }

    private static func extent(of group: ErasureDecisions.Group) -> String {
        guard let versions = group.versions else { return "all versions that no other group names" }
        return versions.sorted { $0.key < $1.key }.map { record, numbers in
            "record \(record) \(numbers.map { "v\($0.rawValue)" }.joined(separator: " "))"
        }.joined(separator: ", ")
    }

    private static func json(_ kept: ErasureDecisions) -> CanonicalJSON {
        .object([
            "asOf": .string(kept.asOf.description),
            "groups": .array(
                kept.groups.map { group in
                    .object([
                        "citations": .array(
                            group.answer.citations.map { .string("\($0.article) \($0.law)") }
                        ),
                        "facts": .object(group.facts.mapValues { .string($0) }),
                        "outcome": .string(group.answer.outcome.rawValue),
                        "rules": .array(group.answer.fired.map { .string($0) }),
                        "versions": group.versions.map { versions in
                            .array(versions.keys.sorted().map { .string($0.description) })
                        } ?? .null,
                    ])
                }
            ),
            "kind": .string(kept.kind.rawValue),
            "rulebook": .string(kept.rulebook.hex),
        ])
    }
}
