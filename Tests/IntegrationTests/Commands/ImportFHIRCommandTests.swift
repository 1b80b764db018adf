import Testing
import VaultCore
import VaultModel

/// `lethe import fhir`, as a person sees it.
@Suite struct ImportFHIRCommandTests {
    @Test func fhirIsImportedAndWhatIsRefusedIsSaid() async throws {
        try await VaultCopy.lend { copy in
            let patient =
                #"{"resourceType":"Patient","id":"1","identifier":[{"system":"urn:kis","value":"7"}],"birthDate":"1970-01-02"}"#
            let observation = #"{"resourceType":"Observation","id":"o","subject":{"reference":"Patient/1"}}"#
            let stray = #"{"resourceType":"Observation","id":"s","subject":{"reference":"Patient/2"}}"#
            let file = try copy.file(
                Array([stray, observation, patient].joined(separator: "\n").utf8),
                named: "a.ndjson"
            )
            let unnamed = try await copy.care("import", "fhir", file)
            unnamed.expectRefusal(
                64,
                "\(file) has ids without an address; name the system they come from with --source"
            )
            let outcome = try await copy.care("import", "fhir", file, "--source", "https://kis.example")
            #expect(outcome.code == 4)
            let lines = outcome.text.split(separator: "\n").map(String.init)
            #expect(lines.count == 2, "\(outcome.text)")
            #expect(lines.first?.contains("a.ndjson, line 1") == true)
            let totals = try CanonicalJSON(decoding: Array((lines.last ?? "").utf8))
            #expect(totals["stored"]?.integerValue == 2 && totals["patients"]?.integerValue == 1)
            #expect(totals["refused"]?.integerValue == 1 && totals["known"]?.integerValue == 0)
        }
    }

    /// Killed after the patient is registered, and after the transaction is durable.
    @Test func aTransactionThatWasKilledIsStoredOnceByTheNextRun() async throws {
        try await VaultCopy.lend { copy in
            let bundle =
                #"{"resourceType":"Bundle","type":"transaction","entry":[{"fullUrl":"urn:uuid:p","resource":{"resourceType":"Patient","identifier":[{"system":"urn:kis","value":"7"}]},"request":{"method":"POST","url":"Patient"}},{"fullUrl":"urn:uuid:o","resource":{"resourceType":"Observation","subject":{"reference":"urn:uuid:p"}},"request":{"method":"POST","url":"Observation"}}]}"#
            let file = try copy.file(Array(bundle.utf8), named: "t.json")
            // The first run dies when the patient is registered, the second finds them and dies after the transaction.
            for _ in 1...2 {
                let killed = try await copy.care(
                    ["import", "fhir", file],
                    dieAt: CrashPoint(step: .storeCommitted, time: 1)
                )
                #expect(killed.wasKilled, "\(killed.talk)")
            }
            let totals = try await copy.care("import", "fhir", file).done()
            #expect(totals["known"]?.integerValue == 2 && totals["stored"]?.integerValue == 0)
            #expect(totals["patients"]?.integerValue == 0)
            try await copy.open { controller, _ in
                let identifier = try #require(PatientIdentifier("urn:kis|7"))
                let patient = try #require(try await controller.find(identifier).first)
                #expect(try await controller.documents(of: patient).count == 2)
                try await controller.expectSound()
            }
        }
    }
}
