import PolicyEngine
import Testing
import VaultModel

@Suite("Analysing: the packs of the repository")
struct AnalysingPackTests {
    @Test("every case that is shown was found by the engine, and shows what is said of it")
    func replay() throws {
        let rulebook = try MutationFiles.rulebook()
        let engine = PolicyEngine(rulebook)
        let analysis = RulebookAnalysis(rulebook, asOf: day("2026-11-22"))
        var replayed = 0
        for finding in analysis.findings {
            guard let witness = finding.witness, let kind = finding.decision else { continue }
            #expect(witness.isCertain, "\(finding)")
            let decision = try engine.decide(kind, engine.facts(witness.facts), asOf: finding.asOf)
            let fired = Set(decision.fired.map(\.id))
            #expect(finding.packs.contains(decision.packs))
            switch finding.kind {
            case .conflict:
                #expect(fired.isSuperset(of: finding.rules), "\(finding)")
                #expect(decision.outcome == .escalate)
            case .alwaysSetAside:
                #expect(decision.defeated.contains { $0.rule.id == finding.rules.first }, "\(finding)")
            case .gap:
                let own = decision.fired.filter { $0.decision == kind }
                let permits = own.allSatisfy { [.permit, .permitWithConditions].contains($0.outcome) }
                #expect(kind == .disclose || kind == .transfer ? permits : own.isEmpty, "\(finding)")
            default: break
            }
            replayed += 1
        }
        #expect(replayed > 200)
        #expect(
            analysis.combinations == [["eu"], ["de", "eu"], ["es", "eu"], ["eu", "fr"], ["eu", "nl"]]
        )
    }

    @Test("no rule of the packs is dead, and a pack alone gives what concerns it")
    func packs() throws {
        let rulebook = try MutationFiles.rulebook()
        let all = RulebookAnalysis(rulebook, asOf: day("2026-11-22"))
        #expect(all.findings.filter { $0.kind == .neverHolds || $0.kind == .alwaysSetAside } == [])
        let german = RulebookAnalysis(rulebook, asOf: day("2026-11-22"), pack: "de")
        #expect(german.combinations == [["de", "eu"]])
        #expect(
            german.findings.filter(\.kind.isError).allSatisfy { $0.rules.contains { $0.hasPrefix("de.") } }
        )
        #expect(
            RulebookAnalysis(rulebook, asOf: day("2027-06-01")).findings.count { $0.kind == .reviewPassed }
                == 5
        )
    }
}
