import PolicyEngine
import Testing
import VaultModel

@Suite("Loading: a good rulebook")
struct LoadingGoodTests {
    @Test("loads without problems, and holds what the files say")
    func loads() throws {
        let (rulebook, problems) = LoadingBook.good.load()
        #expect(problems == [])
        let book = try #require(rulebook)
        #expect(book.packs.keys.sorted() == ["de", "eu"])
        #expect(book.calendars.keys.sorted() == ["DE", "DE-BY"])
        #expect(book.classes.recordClass(of: "CT", in: .dicomModality) == "imaging")
        #expect(book.adequacy.first?.scope == "recipient.in_scope")
        #expect(book.vocabulary.basisOrder == ["adequacy", "scc"])
        #expect(book.vocabulary.facts["hold.claim_open"]?.otherwise == .yesNo(false))
        #expect(
            book.vocabulary.facts["subject.age_at_exposure"]?.derivation
                == .age(from: "subject.birth", at: "exposure.date")
        )
        #expect(
            book.vocabulary.facts["destination.in_eea"]?.derivation
                == .oneOf(fact: "destination.country", ["DE", "NO"])
        )

        let pack = try #require(book.packs["de"])
        #expect(pack.attachesWhen == [[Condition(fact: "controller.country", test: .oneOf([.word("DE")]))]])
        let core = try #require(pack.rules.first)
        #expect(
            core.effect
                == .retention(
                    RetentionEffect(
                        minimum: .period(Period(10, .year), from: "treatment.completed"),
                        maximum: nil,
                        source: .statute,
                        afterwards: .destroy,
                        suspendedWhile: "hold.claim_open"
                    )
                )
        )
        #expect(core.inForceFrom == Day(iso8601: "2013-02-26"))
        #expect(core.when.all.first?.test == .oneOf([.word("clinical_core"), .word("imaging")]))
        #expect(
            core.place.description == "packs/de.yaml:\(LoadingBook.good.line(of: "- id: de.retain.core"))"
        )
        let kept = try #require(pack.rules.last)
        #expect(kept.needsConfirmation, "a contested rule is confirmed by itself")
        #expect(kept.obligations == [Obligation(duty: "inform_subject", content: ["reason", "keep_until"])])
        #expect(kept.exceptionTo == ["eu.erase.ground"])
        let test = try #require(pack.tests.first)
        #expect(test.facts["treatment.completed"] == .day(try #require(Day(iso8601: "2023-03-10"))))
        #expect(test.expected.fired == ["de.retain.core", "de.erase.kept"])
        #expect(test.expected.needsConfirmation == true)
    }

    @Test("the order of the files changes nothing")
    func order() {
        let files = LoadingBook.good.files
        for turn in files.indices {
            let (rulebook, problems) = RulebookLoader.load(Array(files[turn...] + files[..<turn]))
            #expect(problems.isEmpty)
            #expect(rulebook?.rules.map(\.id) == LoadingBook.good.load().rulebook?.rules.map(\.id))
        }
    }

    @Test("opening a published rulebook leaves out the tests and nothing else")
    func open() {
        let (rulebook, problems) = RulebookLoader.open(LoadingBook.good.files)
        #expect(problems.isEmpty)
        #expect(rulebook?.rules == LoadingBook.good.load().rulebook?.rules)
        #expect(rulebook?.packs["de"]?.tests == [])
        #expect(
            !RulebookLoader.open(LoadingBook.good.replacing("outcome: refuse", "outcome: burn").files)
                .problems.isEmpty
        )
    }

    @Test(
        "periods are read as laws write them",
        arguments: [
            ("10 years", Period(10, .year)), ("1 year", Period(1, .year)), ("72 hours", Period(72, .hour)),
            ("5 working days", Period(5, .workingDay)), ("3 weeks", Period(3, .week)),
            ("1 month", Period(1, .month)),
            ("20 calendar years", Period(20, .calendarYear)), ("30 days", Period(30, .day)),
        ]
    )
    func periods(_ text: String, _ period: Period) throws {
        let hours = period.unit == .hour ? "hours" : "eu_1182_71"
        let book = LoadingBook.good
            .replacing("period: 1 month", "period: \(text)", in: "packs/eu.yaml")
            .replacing("counting: eu_1182_71", "counting: \(hours)", in: "packs/eu.yaml")
            .replacing(
                "      extension: {by: 2 months, notice: request.extension_notice}\n",
                "",
                in: "packs/eu.yaml"
            )
        let (rulebook, problems) = book.load()
        guard period.unit != .calendarYear else {
            #expect(problems.map(\.what) == ["`20 calendar years` is no period for a deadline"])
            return
        }
        #expect(problems == [])
        let rule = rulebook?.packs["eu"]?.rules.first { $0.id == "eu.respond.month" }
        guard case .deadline(let deadline) = try #require(rule).effect else {
            Issue.record("no deadline")
            return
        }
        #expect(deadline.period == period)
    }

    @Test(
        "an age as a period counts from a birth",
        arguments: [
            ("28th birthday", Period(28, .birthday)), ("28th year of life", Period(28, .yearOfLife)),
            ("21st birthday", Period(21, .birthday)), ("12th birthday", Period(12, .birthday)),
        ]
    )
    func ages(_ text: String, _ period: Period) {
        let book = LoadingBook.good
            .replacing("minimum: 10 years", "minimum: \(text)")
            .replacing("from: treatment.completed", "from: subject.birth")
        let (rulebook, problems) = book.load()
        #expect(problems == [])
        guard case .retention(let effect)? = rulebook?.packs["de"]?.rules.first?.effect else { return }
        #expect(effect.minimum == .period(period, from: "subject.birth"))
    }

    @Test("a named list of the vocabulary stands for its words, also among others")
    func namedLists() {
        let (rulebook, problems) = LoadingBook.good
            .replacing("  eea: [DE, NO]", "  eea: [DE, NO]\n  outer: [$eea, CA]", in: "vocabulary.yaml")
            .replacing("  - {controller.country: DE}", "  - {controller.country: {in: $outer}}")
            .load()
        #expect(problems == [])
        #expect(
            rulebook?.packs["de"]?.attachesWhen.first?.first?.test
                == .oneOf([.word("DE"), .word("NO"), .word("CA")])
        )
    }

    @Test("Windows line ends and a byte order mark are accepted")
    func windows() {
        var book = LoadingBook.good
        for (path, text) in book.texts {
            book.texts[path] =
                "\u{feff}"
                + text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        }
        #expect(book.problems == [])
    }
}
