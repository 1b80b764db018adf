import PolicyEngine
import Testing
import VaultModel

@Suite("Deciding: facts")
struct DecidingFactSetTests {
    private let vocabulary = DecidingBook().rulebook.vocabulary

    @Test("facts that the vocabulary does not know, of another kind, or computed are refused")
    func refused() {
        func code(_ name: String, _ value: FactValue) -> FactError.Code? {
            do throws(FactError) {
                _ = try FactSet([name: value], vocabulary: vocabulary)
                return nil
            } catch {
                return error.code
            }
        }
        #expect(code("nonsense", .yesNo(true)) == .unknownFact)
        #expect(code("record.class", .yesNo(true)) == .wrongValue)
        #expect(code("record.class", .word("no_class")) == .wrongValue)
        #expect(code("treatment.completed", .number(3)) == .wrongValue)
        #expect(code("retention.running", .yesNo(true)) == .computed)
        #expect(code("subject.dead", .yesNo(true)) == .computed)
        #expect(code("record.class", .word("clinical_core")) == nil)
    }

    @Test("facts of another vocabulary are taken by name")
    func renumbered() throws {
        var book = DecidingBook()
        book.add("de", country: "DE", rules: [.states(.permit, "de.disclose.all", .disclose)])
        let facts = try book.engine.facts(["controller.country": .word("DE")])
        book.facts.append(DecidingBook.fact("a.first", .yesNo, .record, "a fact before all others"))
        let engine = book.engine
        #expect(engine.decide(.disclose, facts, asOf: day("2026-01-01")).outcome == .permit)
        #expect(engine.outcome(.disclose, facts, asOf: day("2026-01-01")) == .permit)
    }
}
