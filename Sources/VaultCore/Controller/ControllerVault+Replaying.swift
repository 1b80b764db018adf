internal import PolicyEngine
public import VaultModel

extension ControllerVault {
    private static let replayPage = 500

    /// Decides kept decisions again: by the rulebook of their digest, with the facts and the day that were kept.
    ///
    /// Opening them is not reading: they reach the rules, and only what differs is told.
    /// - Parameters:
    ///   - id: The one decision; nil for others.
    ///   - record: The record whose decisions; nil for all of the controller.
    /// - Throws: ``VaultError`` with `denied`, `notFound`, also when the version a decision was about is erased.
    public func replay(
        _ id: DecisionID? = nil,
        of record: RecordID? = nil,
        by staff: StaffMember?
    ) async throws -> Replay {
        guard let staff else { throw VaultError(.denied, "replaying needs a member of staff (--as NAME)") }
        try requireInOffice(staff)
        var replay = Replay()
        if let id {
            try await replay.add(id, differences(in: decision(id)))
        } else if let record {
            _ = try await readableVersion(nil, of: record)
            let slots = try await tables.records.versions(of: record).map(\.slot)
            try await add(tables.decisions.decisions(at: slots), to: &replay)
        } else {
            var last: DecisionRow?
            repeat {
                let page = try await tables.decisions.decisions(after: last, limit: Self.replayPage)
                try await add(page, to: &replay)
                last = page.last
            } while last != nil
        }
        return replay
    }

    private func add(_ rows: [DecisionRow], to replay: inout Replay) async throws {
        for row in rows {
            do {
                let file = try await DecisionFile(decoding: openDecision(row))
                try await replay.add(row.id, differences(in: file))
            } catch let error as VaultError where error.code == .damaged {
                replay.add(row.id, [error.message])
            }
        }
    }

    /// What comes out otherwise when a decision is made again.
    private func differences(in file: DecisionFile) async throws -> [String] {
        let open: OpenRulebook
        do {
            open = try await shelf.rulebook(file.rulebook) {
                try await tables.rulebooks.archive(of: file.rulebook)
            }
        } catch let error as VaultError where error.code == .unusable {
            return ["its rulebook \(file.rulebook.hex) cannot be opened: \(error.message)"]
        }
        let vocabulary = open.rulebook.vocabulary
        var facts: [String: FactValue] = [:]
        var lines: [String] = []
        for (name, text) in file.facts.sorted(by: { $0.key < $1.key }) {
            facts[name] = vocabulary.facts[name]?.kind.value(of: text)
            if facts[name] == nil { lines.append("the kept fact \(name) is not one of its rulebook") }
        }
        guard lines.isEmpty else { return lines }
        do throws(FactError) {
            let decision = open.engine.decide(file.kind, try open.engine.facts(facts), asOf: file.asOf)
            return DecisionAnswer(decision).differences(from: file.answer)
        } catch {
            return ["its facts are refused: \(error)"]
        }
    }
}

extension Replay {
    /// Notes what came of one decision.
    fileprivate mutating func add(_ id: DecisionID, _ lines: [String]) {
        if lines.isEmpty { same += 1 } else { findings.append(Finding(id: id, lines: lines)) }
    }
}
