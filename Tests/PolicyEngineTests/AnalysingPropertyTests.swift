import Foundation
import PolicyEngine
import TestSupport
import Testing
import VaultModel

/// The analysis against the engine itself, asked about every case of small random rulebooks.
@Suite("Analysing: properties over random rulebooks")
struct AnalysingPropertyTests {
    private let asOf = day("2026-03-02")
    private let kinds: [DecisionKind] = [.erase, .retain, .disclose]
    private let books: UInt64 = Acceptance.isOn ? 60 : 8

    @Test("gaps, conflicts and dead rules are those that asking about every case shows")
    func exact() throws {
        var (conflicts, dead, gaps) = (0, 0, 0)
        for seed in 0..<books {
            let small = AnalysingRandom.book(seed: seed)
            let seen = try AnalysingCensus(small, asOf: asOf, kinds: kinds)
            let analysis = RulebookAnalysis(small.rulebook, asOf: asOf)
            let found = analysis.findings

            let pairs = found.filter { $0.kind == .conflict && $0.decision == .erase }.map { Set($0.rules) }
            #expect(Set(pairs).isSuperset(of: seen.erasures), "seed \(seed)")
            // The census holds no days between its own; a conflict that only others show must show when it is asked about.
            for finding in found
            where finding.kind == .conflict && !seen.erasures.contains(Set(finding.rules)) {
                guard let kind = finding.decision, let witness = finding.witness else { continue }
                let engine = small.engine
                let decision = try engine.decide(kind, engine.facts(witness.facts), asOf: asOf)
                #expect(decision.outcome == .escalate && decision.missing.isEmpty, "seed \(seed)")
                #expect(Set(decision.fired.map(\.id)).isSuperset(of: finding.rules), "seed \(seed)")
            }
            let periods = found.contains {
                $0.kind == .conflict && $0.decision == .retain && $0.sentence.contains("longer than")
            }
            #expect(periods == seen.hasContradictoryPeriods, "seed \(seed)")

            let asked = small.rulebook.rules.filter { [.erase, .disclose].contains($0.decision) }.map(\.id)
            let never = Set(asked).subtracting(seen.fired).subtracting(seen.defeated)
            let aside = seen.defeated.subtracting(seen.fired).intersection(asked)
            #expect(ids(found, .neverHolds, asked) == never, "seed \(seed)")
            #expect(ids(found, .alwaysSetAside, asked) == aside, "seed \(seed)")

            for kind in kinds {
                for packs in analysis.combinations {
                    let isGap = found.contains {
                        $0.kind == .gap && $0.decision == kind && $0.packs == [packs]
                            && !$0.sentence.hasPrefix("Another")
                    }
                    #expect(
                        isGap == seen.silent.contains("\(kind) \(packs)"),
                        "seed \(seed) \(kind) \(packs)"
                    )
                }
            }
            for finding in found { #expect(finding.witness?.isCertain ?? true, "seed \(seed) \(finding)") }
            conflicts += pairs.count
            dead += never.count + aside.count
            gaps += found.count { $0.kind == .gap }
        }
        #expect(conflicts >= books && dead * 2 >= books && gaps >= 2 * books, "\(conflicts) \(dead) \(gaps)")
    }

    @Test("what the analysis finds does not depend on the order of rules")
    func order() {
        for seed in 0..<UInt64(20) {
            let small = AnalysingRandom.book(seed: seed)
            var turned = small
            for (id, pack) in small.packs {
                turned.add(
                    id,
                    country: pack.jurisdiction == "EU" ? nil : pack.jurisdiction,
                    extends: pack.extends,
                    rules: pack.rules.reversed()
                )
            }
            let (one, other) = (small.rulebook, turned.rulebook)
            #expect(
                RulebookAnalysis(one, asOf: asOf).findings == RulebookAnalysis(other, asOf: asOf).findings
            )
        }
    }

    private func ids(_ found: [AnalysisFinding], _ kind: AnalysisFinding.Kind, _ asked: [String]) -> Set<
        String
    > {
        Set(found.filter { $0.kind == kind }.compactMap(\.rules.first)).intersection(asked)
    }
}
