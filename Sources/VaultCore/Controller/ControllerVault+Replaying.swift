internal import PolicyEngine
internal import VaultCrypto
internal import VaultModel

extension ControllerVault {
    private static let replayPage = 500

    /// What is needed to make a decision again, and what it has to be compared with.
    private struct Question {
        let kind: DecisionKind
        let asOf: Day
        let rulebook: Digest
        let facts: [String: String]
        let answer: DecisionAnswer
    }

    /// Makes kept decisions again: by the rulebook of their digest, with the facts and the day that were kept.
    ///
    /// Opening them is not reading: they reach the rules, and only what differs is told. Listings hold no facts of records
    /// and are passed over.
    /// - Throws: ``VaultError`` with `denied`, `notFound`, also when the version a decision was about is erased.
    public func replay(_ subject: ReplaySubject, by staff: StaffMember?) async throws -> Replay {
        guard let staff else { throw VaultError(.denied, "replaying needs a member of staff (--as NAME)") }
        try requireInOffice(staff)
        var replay = Replay()
        switch subject {
        case .decision(let id):
            try await add(decision(id), to: &replay)
        case .record(let record):
            _ = try await readableVersion(nil, of: record)
            let slots = try await tables.records.versions(of: record).map(\.slot)
            try await add(tables.decisions.decisions(at: slots), to: &replay)
        case .erasure(let id):
            try await addErasure(certificate(id), to: &replay)
        case .everything:
            var last: DecisionRow?
            repeat {
                let page = try await tables.decisions.decisions(after: last, limit: Self.replayPage)
                try await add(page.filter { $0.slot.serial != 0 }, to: &replay)
                last = page.last
            } while last != nil
            for certificate in try await tables.shreds.certificates() {
                try await addErasure(certificate, to: &replay)
            }
        }
        return replay
    }

    private func add(_ rows: [DecisionRow], to replay: inout Replay) async throws {
        for row in rows {
            do {
                try await add(DecisionFile(decoding: openDecision(row)), to: &replay)
            } catch let error as VaultError where error.code == .damaged {
                replay.add("decision \(row.id)", [error.message])
            }
        }
    }

    private func add(_ file: DecisionFile, to replay: inout Replay) async throws {
        let question = Question(
            kind: file.kind,
            asOf: file.asOf,
            rulebook: file.rulebook,
            facts: file.facts,
            answer: file.answer
        )
        replay.add("decision \(file.id)", try await differences(of: question))
    }

    private func addErasure(_ certificate: CertificateRow, to replay: inout Replay) async throws {
        let name = "erasure \(certificate.id)"
        do {
            guard let decisions = try await decisions(behind: certificate) else { return }
            for (number, group) in decisions.groups.enumerated() {
                let question = Question(
                    kind: decisions.kind,
                    asOf: decisions.asOf,
                    rulebook: decisions.rulebook,
                    facts: group.facts,
                    answer: group.answer
                )
                replay.add("\(name), group \(number + 1)", try await differences(of: question))
            }
        } catch let error as VaultError where error.code == .damaged {
            replay.add(name, [error.message])
        }
    }

    /// What comes out otherwise when a decision is made again.
    private func differences(of question: Question) async throws -> [String] {
        let open: OpenRulebook
        do {
            open = try await shelf.rulebook(question.rulebook) {
                try await tables.rulebooks.archive(of: question.rulebook)
            }
        } catch let error as VaultError where error.code == .unusable {
            return ["its rulebook \(question.rulebook.hex) cannot be opened: \(error.message)"]
        }
        let vocabulary = open.rulebook.vocabulary
        var facts: [String: FactValue] = [:]
        var lines: [String] = []
        for (name, text) in question.facts.sorted(by: { $0.key < $1.key }) {
            facts[name] = vocabulary.facts[name]?.kind.value(of: text)
            if facts[name] == nil { lines.append("the kept fact \(name) is not one of its rulebook") }
        }
        guard lines.isEmpty else { return lines }
        do throws(FactError) {
            let decision = open.engine.decide(
                question.kind,
                try open.engine.facts(facts),
                asOf: question.asOf
            )
            return DecisionAnswer(decision).differences(from: question.answer)
        } catch {
            return ["its facts are refused: \(error)"]
        }
    }
}
