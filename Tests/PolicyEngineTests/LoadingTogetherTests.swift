import PolicyEngine
import Testing

@Suite("Loading: all problems at once")
struct LoadingTogetherTests {
    @Test("problems of several files and kinds come together, in the order of the files")
    func together() {
        let book = LoadingBook.good
            .replacing("title: Germany", "titel: Germany")
            .replacing("{record.class: genetic_result}", "{record.clas: genetic_result}")
            .replacing("exception_to: [eu.erase.ground]", "exception_to: [eu.erase.grund]")
            .replacing("confidence: contested", "confidence: unsure")
            .replacing("minimum: 10 years", "minimum: ten years")
            .replacing("who: data_subjects", "who: data_subject", in: "packs/eu.yaml")
            .replacing("imaging: [CT, MR]", "imaging: [CT, CT]", in: "classes.yaml")
            .replacing("as_of: 2026-03-02", "as_of: 2026-03-32", in: "tests/de.yaml")
            .replacing("[adequacy, scc]", "[adequacy, sc c]", in: "vocabulary.yaml")
        let problems = book.load().problems
        #expect(problems == problems.sorted())
        #expect(
            problems.map(\.what) == [
                "`CT` is there twice in the codes of `imaging`",
                "The pack `de` has no `title`",
                "The key `titel` is not known in the pack",
                "`ten years` is not a period for a period from a day",
                "The fact `record.clas` is not in the vocabulary",
                "There is no rule `eu.erase.grund` to set aside",
                "`unsure` is not known as a confidence",
                "`data_subject` is not known as a recipient",
                "`2026-03-32` is not a day of the calendar for `as_of`",
                "`sc c` is not a word for a list",
            ]
        )
    }

    @Test("a file that cannot be read makes no complaints in others")
    func unreadable() {
        let book = LoadingBook.good.with("format: [", at: "packs/eu.yaml")
        #expect(book.load().problems.map(\.place.file) == ["packs/eu.yaml"])
        let vocabulary = LoadingBook.good.with("format: [", at: "vocabulary.yaml")
        #expect(vocabulary.load().problems.map(\.place.file) == ["vocabulary.yaml"])
        let fact = LoadingBook.good.replacing("kind: number", "kind: numbers", in: "vocabulary.yaml")
        #expect(fact.load().problems.map(\.place.file) == ["vocabulary.yaml"])
    }
}
