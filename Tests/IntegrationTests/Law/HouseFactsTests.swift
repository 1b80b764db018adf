import Testing
import VaultCore
import VaultModel
import VaultStorage

/// What is stated about a controller after it was made decides at once, and lasts.
@Suite(.serialized)
struct HouseFactsTests {
    private static let staff = StaffMember(Sample.staff)

    /// A controller made with its country alone can let nothing go abroad until it is known what it is.
    @Test func aTransferIsDecidedOnceTheHouseIsKnown() async throws {
        try await VaultCopy.lend { copy in
            let note = copy.sample.staying.note.description
            try await copy.served {
                let read = ["record", "read", note, "--purpose", "treatment", "--destination"]
                let undecided = try await copy.care(read + ["FR"])
                #expect(undecided.code == 2 && undecided.output.isEmpty)
                #expect(
                    undecided.talk.contains("`lethe controller facts --fact ")
                        && undecided.talk.contains("controller.sgb5_provider"),
                    "\(undecided.talk)"
                )
                try await copy.care(read + ["us"]).expectRefusal(
                    64,
                    "the rules know no country `us`; name it by its two capital letters (ISO 3166-1), such as DE"
                )

                _ = try await copy.lethe(["job", "run"])
                let state = [
                    "controller", "facts", "--fact", "controller.sgb5_provider=false", "--fact",
                    "processing.cloud=false",
                ]
                let stated = try await copy.care(state).done()["facts"]
                #expect(stated?["controller.sgb5_provider"]?.stringValue == "false")
                #expect(stated?["controller.kind"]?.stringValue == "hospital")
                #expect(stated?["controller.country"]?.stringValue == "DE")
                let waiting = try await copy.lethe(["vault", "status", "--format", "json"]).text
                #expect(waiting.contains("\"waitingReviews\":2"), "\(waiting)")

                // The person was looked up before; what is known of them must not bring back what was.
                let allowed = try await copy.care(read + ["FR"])
                #expect(allowed.code == 0 && allowed.output == Sample.secondNote, "\(allowed.talk)")
                let denied = try await copy.care(read + ["CN"])
                #expect(denied.code == 2 && !denied.talk.contains("missing"), "\(denied.talk)")

                try await copy.care(
                    "controller",
                    "facts",
                    "--fact",
                    "processing.cloud=",
                    "--fact",
                    "controller.sgb5_provider="
                ).done()
                let again = try await copy.care(read + ["FR"])
                #expect(again.code == 2 && again.talk.contains("processing.cloud"), "\(again.talk)")
                try await expectRefusals(copy)
            }
            try await copy.open { controller, _ in
                let facts = try await controller.houseFacts()
                #expect(facts == Sample.house.merging(["controller.country": "DE"]) { $1 })
                let kept = try await controller.decisions(
                    of: copy.sample.staying.note,
                    by: Self.staff,
                    for: .administration
                ).compactMap(\.file)
                // In the order of asking, also within one second; what was decided stays as it was.
                let abroad = kept.filter { $0.kind == .transfer }
                    .map { "\($0.facts["destination.country"] ?? "") \($0.answer.outcome.rawValue)" }
                #expect(abroad == ["FR escalate", "FR permit", "CN deny", "FR escalate"])
                try await controller.expectSound()
            }
        }
    }

    /// What cannot be decided when something is stored is said at once.
    @Test func storingSaysWhatIsMissing() async throws {
        try await VaultCopy.lend { copy in
            let file = try copy.file([1], named: "open.bin")
            let store = ["record", "store", file, "--patient", copy.sample.staying.patient.description]
            try await copy.served {
                let undecided = try await copy.care(store)
                #expect(undecided.code == 0 && undecided.json != nil)
                #expect(
                    undecided.talk.hasPrefix("lethe: how long it must be kept is not decided yet: "),
                    "\(undecided.talk)"
                )
                #expect(undecided.talk.count { $0 == "\n" } == 1, "\(undecided.talk)")
                let decided = try await copy.care(store + Sample.classOptions)
                #expect(decided.code == 0 && decided.talk.isEmpty, "\(decided.talk)")
            }
        }
    }

    private func expectRefusals(_ copy: VaultCopy) async throws {
        func state(_ fact: String) async throws -> Outcome {
            try await copy.care("controller", "facts", "--fact", fact)
        }
        try await state("processing.cloud=maybe")
            .expectRefusal(64, "the fact processing.cloud is true or false")
        try await state("processor.hds_since=2204-05-20").expectRefusal(
            64,
            "the fact processor.hds_since is a day that has not come yet; correct it, or state it then"
        )
        try await state("controller.country=FR").expectRefusal(
            64,
            "the country of a controller is named when it is made and stays; make another one"
        )
        for fact in ["subject.death=2020-01-02", "controller.nothing="] {
            let unknown = try await state(fact)
            #expect(unknown.code == 64, "\(unknown.talk)")
            #expect(
                unknown.talk.contains("there is no fact `\(fact.prefix { $0 != "=" })`"),
                "\(unknown.talk)"
            )
        }
        try await copy.lethe([
            "controller", "facts", Sample.controller, "--fact", "processing.cloud=true",
        ]).expectRefusal(2, "stating facts needs a member of staff (--as NAME)")
    }

    /// The months of review follow what is stated, also when a review just looked at everything.
    @Test func everyPatientIsReviewedAgain() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                _ = try await controller.review()
                #expect(try await controller.waitingReviews() == 0)
                try await controller.stateHouse(["controller.kind": "practice"], by: Self.staff)
                #expect(try await controller.waitingReviews() == 2)
                #expect(try await controller.review().patients == 2)
                #expect(try await controller.waitingReviews() == 0)
            }
        }
    }
}
