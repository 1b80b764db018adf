import Foundation
import PolicyEngine
import TestSupport
import Testing

/// Changes one thing in one rule at a time; the tests of the packs must notice it.
///
/// A change that passes them all is a hole in the tests: a rule could be wrong there, and nobody would
/// see it.
@Suite(
    "Mutations of the packs",
    .enabled(if: Acceptance.isOn, "for make accept")
)
struct MutationTests {
    private typealias Count = (mutants: Int, survivors: [MutationSurvivor])

    @Test("every change of a condition, date, exception or effect makes a test of the packs fail")
    func mutations() async throws {
        let rulebook = try MutationFiles.rulebook()
        let benches = rulebook.packs.values.sorted { $0.id < $1.id }.map { MutationBench($0, rulebook) }
        #expect(benches.flatMap(\.failures).isEmpty)

        let (mutants, survivors) = await run(benches)
        for survivor in survivors { print("survives: \(survivor)") }
        print("\(mutants) mutants, \(survivors.count) survive")
        for survivor in survivors where survivor.reason == nil {
            Issue.record("no test notices \(survivor)")
        }
        for known in MutationExcuses.known {
            for change in known.changes {
                #expect(
                    survivors.contains { $0.rule == known.rule && $0.change == change },
                    "noticed, or not there any more: \(known.rule): \(change)"
                )
            }
        }
    }

    @Test("every word of a list that rules name makes a test of the packs fail when it is gone")
    func lists() async throws {
        let rulebook = try MutationFiles.rulebook()
        let lists = MutationList.all(in: rulebook)
        let survivors = await withTaskGroup(of: [MutationSurvivor].self) { group in
            for list in lists { group.addTask { list.survivors(rulebook) } }
            return await group.reduce(into: []) { $0 += $1 }
        }
        print(
            "\(lists.map(\.words.count).reduce(0, +)) words of \(lists.count) lists, \(survivors.count) survive"
        )
        for survivor in survivors { Issue.record("no test notices \(survivor)") }
    }

    private func run(_ benches: [MutationBench]) async -> Count {
        await withTaskGroup(of: Count.self) { group in
            for bench in benches {
                for rule in bench.pack.rules { group.addTask { run(rule, bench) } }
            }
            var all: Count = (0, [])
            for await count in group {
                all.mutants += count.mutants
                all.survivors += count.survivors
            }
            all.survivors.sort { ($0.rule, $0.change) < ($1.rule, $1.change) }
            return all
        }
    }

    private func run(_ rule: Rule, _ bench: MutationBench) -> Count {
        let (mutants, survivors) = bench.survivors(of: rule)
        let excuses = MutationExcuses(bench: bench)
        return (
            mutants,
            survivors.map {
                MutationSurvivor(rule: rule.id, change: $0.change, reason: excuses.reason(rule, $0))
            }
        )
    }
}
