import Testing
import VaultCore
import VaultModel

@testable import FHIR

@Suite("Whose a resource is, and where its references lead")
struct ResolutionTests {
    private let ada = PatientID.random()
    private let ben = PatientID.random()

    private func entries(_ texts: [String]) throws -> [BundleEntry] {
        try texts.enumerated().map { try BundleEntry(JSONText(Array($1.utf8)).root, number: $0 + 1) }
    }

    private func resolution(
        _ texts: String...,
        known: KnownNames = KnownNames(),
        source: String? = nil,
        owner: PatientID? = nil
    ) throws -> BundleResolution {
        BundleResolution(try entries(texts), names: ResourceNames(source: source), known: known, owner: owner)
    }

    private static let patient =
        #"{"fullUrl":"urn:uuid:p","resource":{"resourceType":"Patient","id":"p","identifier":[{"system":"urn:mrn","value":"1"}]}}"#

    private static func observation(_ reference: String) -> String {
        #"{"fullUrl":"urn:uuid:o","resource":{"resourceType":"Observation","subject":{"reference":"\#(reference)"}}}"#
    }

    @Test(
        "the patient of the same bundle is found by every kind of reference",
        arguments: [
            "urn:uuid:p", "Patient/p", "Patient?identifier=urn:mrn|1",
        ]
    )
    func inside(_ reference: String) throws {
        let resolution = try resolution(Self.patient, Self.observation(reference))
        #expect(try resolution.owner(of: 0) == .entry(0))
        #expect(try resolution.owner(of: 1) == .entry(0))
    }

    @Test("a patient of the vault is found by the sender's id, an identifier and a logical reference")
    func outside() throws {
        var known = KnownNames()
        let record = SourcedRecord(record: .random(), patient: ada)
        known.records["https://kis.example/Patient/7"] = record
        known.patients[try #require(PatientIdentifier("urn:mrn|7"))] = [ada]
        let logical =
            #"{"resource":{"resourceType":"Condition","subject":{"identifier":{"system":"urn:mrn","value":"7"}}}}"#
        let resolution = try resolution(
            Self.observation("Patient/7"),
            Self.observation("https://kis.example/Patient/7/_history/2"),
            Self.observation("Patient?identifier=urn:mrn|7"),
            logical,
            known: known,
            source: "https://kis.example"
        )
        for number in 0..<4 { #expect(try resolution.owner(of: number) == .known(ada), "\(number)") }
        // Without a source an id alone is nobody's.
        let unnamed = try self.resolution(Self.observation("Patient/7"), known: known)
        #expect(throws: FHIRError(.noPatient, "")) { try unnamed.owner(of: 0) }
    }

    @Test(
        "what names nobody who is known is refused, unless the sender says whose it is",
        arguments: [
            #"{"resourceType":"Observation"}"#, #"{"resourceType":"Observation","subject":{"display":"x"}}"#,
            #"{"resourceType":"Observation","subject":{"reference":"Patient/9"}}"#,
            #"{"resourceType":"Observation","subject":{"reference":"urn:uuid:9"}}"#,
            #"{"resourceType":"Condition","subject":{"identifier":{"system":"a","value":"b"}}}"#,
            #"{"resourceType":"Observation","subject":{"reference":"Device/1"}}"#,
            #"{"resourceType":"Binary","contentType":"text/plain","data":"AAAA"}"#,
        ]
    )
    func nobody(_ text: String) throws {
        let entry = #"{"resource":\#(text)}"#
        #expect(throws: FHIRError(.noPatient, "")) { try resolution(entry).owner(of: 0) }
        #expect(try resolution(entry, owner: ben).owner(of: 0) == .known(ben))
    }

    @Test("what the house keeps may speak of what is not there, but not of a patient who is not")
    func spoken() throws {
        let place =
            #"{"resource":{"resourceType":"Location","managingOrganization":{"reference":"urn:uuid:9"}}}"#
        #expect(try resolution(place).owner(of: 0) == .office)
        let event =
            #"{"resource":{"resourceType":"AuditEvent","entity":[{"what":{"reference":"Patient/9"}}]}}"#
        #expect(throws: FHIRError(.noPatient, "")) { try resolution(event).owner(of: 0) }
        #expect(try resolution(event, owner: ada).owner(of: 0) == .known(ada))
    }

    @Test("what is about several patients is refused, unless the sender says whose it is")
    func several() throws {
        var known = KnownNames()
        known.records["s/Patient/1"] = SourcedRecord(record: .random(), patient: ada)
        known.records["s/Patient/2"] = SourcedRecord(record: .random(), patient: ben)
        let group =
            #"{"resource":{"resourceType":"Group","member":[{"entity":{"reference":"Patient/1"}},{"entity":{"reference":"Patient/2"}}]}}"#
        let first = try resolution(group, known: known, source: "s")
        #expect(throws: FHIRError(.severalPatients, "")) { try first.owner(of: 0) }
        #expect(try resolution(group, known: known, source: "s", owner: ada).owner(of: 0) == .known(ada))
        // Who is merely spoken of is a link.
        let family =
            #"{"resource":{"resourceType":"Observation","subject":{"reference":"Patient/1"},"focus":[{"reference":"Patient/2"}]}}"#
        #expect(try resolution(family, known: known, source: "s").owner(of: 0) == .known(ada))
    }

    @Test(
        "what is about the house belongs to the office",
        arguments: [
            #"{"resourceType":"Practitioner","name":[{"family":"Weiß"}]}"#,
            #"{"resourceType":"Organization","name":"x"}"#,
            #"{"resourceType":"Device"}"#, #"{"resourceType":"Group","type":"animal","actual":true}"#,
        ]
    )
    func office(_ text: String) throws {
        #expect(try resolution(#"{"resource":\#(text)}"#).owner(of: 0) == .office)
        #expect(try resolution(#"{"resource":\#(text)}"#, owner: ada).owner(of: 0) == .office)
    }

    @Test("a Provenance belongs to whose the thing is that it is about")
    func about() throws {
        let provenance =
            #"{"resource":{"resourceType":"Provenance","target":[{"reference":"urn:uuid:o"}],"agent":[{"who":{"reference":"Practitioner/1"}}]}}"#
        let resolution = try resolution(Self.patient, Self.observation("urn:uuid:p"), provenance)
        #expect(try resolution.owner(of: 2) == .entry(0))
    }

    @Test("a conditional reference that finds nothing, or several, is refused")
    func conditional() throws {
        var known = KnownNames()
        known.patients[try #require(PatientIdentifier("urn:mrn|1"))] = [ada, ben]
        for reference in ["Patient?identifier=urn:mrn|1", "Patient?identifier=urn:mrn|2"] {
            let resolution = try resolution(Self.observation(reference), known: known)
            #expect(throws: FHIRError(.unresolved, ""), "\(reference)") { try resolution.owner(of: 0) }
        }
    }

    @Test(
        "a Binary belongs to whose the document is that speaks of it",
        arguments: ["urn:uuid:b", "Binary/b"]
    )
    func binary(_ address: String) throws {
        let document =
            #"{"resource":{"resourceType":"DocumentReference","subject":{"reference":"urn:uuid:p"},"content":[{"attachment":{"url":"\#(address)"}}]}}"#
        let binary =
            #"{"fullUrl":"urn:uuid:b","resource":{"resourceType":"Binary","id":"b","contentType":"text/plain","data":"AAAA"}}"#
        let resolution = try resolution(Self.patient, binary, document)
        #expect(try resolution.owner(of: 1) == .entry(0))
        let patch = try #require(try resolution.overlay(of: 2) { "here-\($0)" }).arrayValue ?? []
        #expect(patch.contains { $0["value"]?.stringValue == "Binary/here-1" })
        #expect(throws: FHIRError(.noPatient, "")) { try self.resolution(binary).owner(of: 0) }
    }

    @Test("references are rewritten in a JSON Patch, and the bytes stay")
    func overlay() throws {
        let text =
            #"{"fullUrl":"urn:uuid:o","resource":{"resourceType":"Observation","subject":{"reference":"urn:uuid:p"},"encounter":{"reference":"Encounter/5"},"performer":[{"reference":"Practitioner?identifier=npi|3"}],"text":{"div":"<div><a href='urn:uuid:p'>x</a><img src=\"urn:uuid:q\"/></div>"}}}"#
        let record = RecordID.random()
        var known = KnownNames()
        known.records["Practitioner?identifier=npi|3"] = SourcedRecord(record: record, patient: nil)
        let resolution = try resolution(Self.patient, text, known: known)
        let patch = try #require(try resolution.overlay(of: 1) { ["here-p", "here-o"][$0] })
        let operations = (patch.arrayValue ?? []).compactMap { operation in
            operation["path"]?.stringValue.map { ($0, operation["value"]?.stringValue) }
        }
        #expect(operations.map(\.0) == ["/id", "/subject/reference", "/performer/0/reference", "/text/div"])
        #expect(
            operations.map(\.1) == [
                "here-o", "Patient/here-p", "Practitioner/\(record)",
                #"<div><a href='Patient/here-p'>x</a><img src="urn:uuid:q"/></div>"#,
            ]
        )
    }

    @Test("what has no name is known by its bytes, and an id alone by its source")
    func names() throws {
        func names(_ text: String, source: String? = nil, isOffice: Bool = false) throws -> [String] {
            ResourceNames(source: source).names(
                of: try #require(try entries([text]).first),
                isOffice: isOffice,
                occurrence: { _ in 0 }
            )
        }
        let bare =
            #"{"resource":{"resourceType":"Location","id":"1","identifier":[{"system":"s","value":"v"}]}}"#
        #expect(try names(bare).first?.hasPrefix("ni:///sha-256;") == true)
        #expect(try names(bare, source: "https://kis.example") == ["https://kis.example/Location/1"])
        #expect(try names(bare, isOffice: true) == ["Location?identifier=s|v"])
        #expect(try names(Self.observation("urn:uuid:p")) == ["urn:uuid:o"])
    }
}
