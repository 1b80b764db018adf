import FHIR
import Testing
import VaultCore
import VaultModel

/// FHIR comes in: each resource a record of its patient, byte by byte.
@Suite struct FHIRImportTests {
    private static let source = "https://kis.example/fhir"

    private static let patient =
        #"{"resourceType":"Patient","id":"p1","identifier":[{"system":"urn:kis","value":"A-1"}],"name":[{"family":"Weiß","given":["Zoë"]}],"birthDate":"1958-03-14"}"#
    private static let observation =
        #"{ "resourceType" : "Observation","id":"o1","status":"final","code":{"text":"Größe"},"subject":{"reference":"Patient/p1"},"valueQuantity":{"value":1.730} }"#
    private static let practitioner =
        #"{"resourceType":"Practitioner","id":"d1","identifier":[{"system":"urn:lanr","value":"7"}],"name":[{"family":"Groß"}]}"#

    private static func found(_ controller: ControllerVault, _ identifier: String) async throws -> PatientID {
        let identifier = try #require(PatientIdentifier(identifier))
        return try #require(try await controller.find(identifier).first)
    }

    private static func entry(_ address: String, _ resource: String) -> String {
        #"{"fullUrl":"\#(address)","resource":\#(resource),"request":{"method":"POST","url":"x"}}"#
    }

    private static func transaction(_ entries: String...) -> String {
        #"{"resourceType":"Bundle","type":"transaction","entry":[\#(entries.joined(separator: ",\n"))]}"#
    }

    @Test func linesAndTransactionsAreReadBackByteByByteAndStoredOnce() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                // The patient comes after what refers to them, in another file.
                let lines = [
                    (name: "Observation.ndjson", text: Self.observation + "\r\n\n"),
                    (name: "Patient.ndjson", text: Self.patient + "\n" + Self.practitioner),
                ]
                let first = try await controller.importFHIR(lines, source: Self.source)
                #expect(first.refused == [])
                #expect(first.totals.stored == 3 && first.totals.patients == 1)
                let zoe = try await Self.found(controller, "urn:kis|A-1")
                #expect(
                    Set(try await controller.documents(of: zoe))
                        == [Array(Self.patient.utf8), Array(Self.observation.utf8)]
                )
                let identity = try await controller.identity(of: zoe).identity
                #expect(identity.name == "Zoë Weiß" && identity.birthDate == Day(iso8601: "1958-03-14"))

                let report =
                    #"{"resourceType":"DiagnosticReport","status":"final","code":{"text":"x"},"subject":{"reference":"Patient?identifier=urn:kis|A-1"},"performer":[{"reference":"Practitioner?identifier=urn:lanr|7"}],"result":[{"reference":"urn:uuid:2"}]}"#
                let result =
                    #"{"resourceType":"Observation","status":"final","code":{"text":"y"},"subject":{"reference":"urn:uuid:3"}}"#
                let again = Self.patient.replacing(#""id":"p1","#, with: "")
                let bundle = Self.transaction(
                    Self.entry("urn:uuid:1", report),
                    Self.entry("urn:uuid:2", result),
                    Self.entry("urn:uuid:3", again)
                )
                let second = try await controller.importFHIR(
                    [(name: "t.json", text: bundle)],
                    recordClass: .clinicalCore
                )
                #expect(second.refused == [])
                #expect(second.totals.stored == 3 && second.totals.patients == 0)
                let documents = try await controller.documents(of: zoe)
                #expect(documents.count == 5 && documents.contains(Array(report.utf8)))
                try await Self.expectOverlay(of: report, leadsTo: zoe, in: controller)

                for files in [lines, [(name: "t.json", text: bundle)]] {
                    for isResumed in [false, true] {
                        let known = try await controller.importFHIR(
                            files,
                            source: Self.source,
                            isResumed: isResumed
                        )
                        #expect(known.refused == [] && known.totals.stored == 0 && known.totals.known == 3)
                    }
                }
                try await controller.expectSound()
                _ = try await controller.erase(.patient(zoe))
                try await controller.expectSound()
                #expect(try await controller.find(try #require(PatientIdentifier("urn:kis|A-1"))).isEmpty)
            }
        }
    }

    /// The references of the report lead to what is stored, and its bytes are as they came.
    private static func expectOverlay(
        of report: String,
        leadsTo patient: PatientID,
        in controller: ControllerVault
    ) async throws {
        for version in try await controller.records(of: patient) {
            guard try await controller.bytes(of: version.record) == Array(report.utf8) else { continue }
            let patch = try #require(version.metadata.overlay?.arrayValue)
            let values = Dictionary(
                uniqueKeysWithValues: patch.map {
                    ($0["path"]?.stringValue ?? "", $0["value"]?.stringValue ?? "")
                }
            )
            #expect(values["/id"] == version.record.description)
            #expect(values["/subject/reference"] == "Patient/\(patient)")
            let result = try #require(values["/result/0/reference"]?.split(separator: "/").last)
            let other = try #require(RecordID(String(result)))
            #expect(try await controller.bytes(of: other).count > 0)
            #expect(values["/performer/0/reference"]?.hasPrefix("Practitioner/") == true)
            return
        }
        Issue.record("the report is not there")
    }

    @Test func aTransactionIsStoredWholeOrNotAtAll() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let good =
                    #"{"resourceType":"Observation","status":"final","code":{"text":"y"},"subject":{"reference":"urn:uuid:p"}}"#
                let wrong = [
                    // Nobody, several, a conditional reference that finds nothing, what the law cannot count, a deletion.
                    #"{"resourceType":"Observation","subject":{"reference":"urn:uuid:nobody"}}"#,
                    #"{"resourceType":"Group","member":[{"entity":{"reference":"urn:uuid:p"}},{"entity":{"identifier":{"system":"urn:mrn","value":"2"}}}]}"#,
                    #"{"resourceType":"Observation","subject":{"reference":"urn:uuid:p"},"performer":[{"reference":"Practitioner?identifier=urn:lanr|404"}]}"#,
                    #"{"resourceType":"ImagingStudy","status":"available","subject":{"reference":"urn:uuid:p"},"modality":[{"system":"http://dicom.nema.org/resources/ontology/DCM","code":"CT"}]}"#,
                    #"{"resourceType":"Observation","id":"a_b","subject":{"reference":"urn:uuid:p"}}"#,
                ]
                for (number, text) in wrong.enumerated() {
                    let bundle = Self.transaction(
                        Self.entry("urn:uuid:p", Self.patient),
                        Self.entry("urn:uuid:o", good),
                        Self.entry("urn:uuid:w", text)
                    )
                    let outcome = try await controller.importFHIR([(name: "t.json", text: bundle)])
                    #expect(outcome.totals.stored == 0 && outcome.refused.count == 1, "\(number): \(outcome)")
                    #expect(
                        outcome.refused.first?.hasPrefix("t.json: entry 3: ") == true,
                        "\(outcome.refused)"
                    )
                    for patient in try await controller.find(try #require(PatientIdentifier("urn:kis|A-1"))) {
                        #expect(try await controller.documents(of: patient).isEmpty)
                    }
                }
                try await controller.expectSound()
            }
        }
    }

    @Test func whatIsRefusedIsNamedAndTheRestIsStored() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let lines = [
                    Self.patient, Self.observation, "{", #"{"resourceType":"Nothing"}"#,
                    #"{"resourceType":"Observation","id":"o2","subject":{"reference":"Patient/unknown"}}"#,
                    #"{"resourceType":"Patient","id":"p2"}"#,
                    #"{"resourceType":"Patient","id":"p3","identifier":[{"system":"urn:kis","value":"a-1"}],"birthDate":"1958-03-15"}"#,
                    #"{"resourceType":"Bundle","type":"collection"}"#,
                ]
                let first = try await controller.importFHIR(
                    [(name: "x.ndjson", text: lines.joined(separator: "\n"))],
                    source: Self.source
                )
                #expect(first.totals.stored == 3 && first.totals.patients == 2, "\(first)")
                #expect(
                    Set(first.refused.map { String($0.prefix { $0 != ":" }) })
                        == [
                            "x.ndjson, line 3", "x.ndjson, line 4", "x.ndjson, line 5", "x.ndjson, line 7",
                            "x.ndjson, line 8",
                        ]
                )
                // Nothing of what was sent stands in a report.
                #expect(
                    !first.refused.joined().contains("unknown") && !first.refused.joined().contains("1958")
                )
                let zoe = try await Self.found(controller, "urn:kis|A-1")
                #expect(try await controller.documents(of: zoe).count == 2)

                // The same id and another content: a person must look.
                let changed = Self.observation.replacing("1.730", with: "1.740")
                let second = try await controller.importFHIR(
                    [(name: "o.ndjson", text: changed)],
                    source: Self.source
                )
                #expect(second.totals.stored == 0 && second.refused.count == 1)
                #expect(second.refused.first?.contains("lethe record amend") == true)
                // The same id of another system is another record, of nobody who is known.
                let other = try await controller.importFHIR(
                    [(name: "o.ndjson", text: changed)],
                    source: "https://other.example/fhir"
                )
                #expect(other.refused.count == 1 && other.refused.first?.contains("--patient") == true)
                let named = try await controller.importFHIR(
                    [(name: "o.ndjson", text: changed)],
                    source: "https://other.example/fhir",
                    patient: zoe
                )
                #expect(named.refused == [] && named.totals.stored == 1)
                await #expect(throws: VaultError(.invalidInput, "")) {
                    try await controller.importFHIR([(name: "o.ndjson", text: changed)])
                }
                try await controller.expectSound()
            }
        }
    }

    @Test func aDocumentIsOneRecordOfWhomItIsAbout() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let document = """
                    {"resourceType":"Bundle","type":"document","identifier":{"system":"urn:docs","value":"1"},
                     "entry":[{"fullUrl":"urn:uuid:c","resource":{"resourceType":"Composition","status":"final",
                       "type":{"coding":[{"system":"http://loinc.org","code":"18842-5"}]},
                       "subject":{"reference":"urn:uuid:p"}}},
                      {"fullUrl":"urn:uuid:p","resource":\(Self.patient)}]}

                    """
                for expected in [1, 0] {
                    let outcome = try await controller.importFHIR([(name: "d.json", text: document)])
                    #expect(outcome.refused == [] && outcome.totals.stored == expected, "\(outcome)")
                }
                let zoe = try await Self.found(controller, "urn:kis|A-1")
                #expect(try await controller.documents(of: zoe) == [Array(document.utf8)])
                let versions = try await controller.records(of: zoe)
                #expect(versions.contains { $0.facts.recordClass == .dischargeReport })
            }
        }
    }
}
