import Testing

@testable import FHIR

@Suite("References")
struct AddressTests {
    @Test("references of every kind are told apart")
    func kinds() throws {
        #expect(try ResourceAddress("Patient/1") == .resource(base: nil, type: "Patient", id: "1"))
        #expect(
            try ResourceAddress("https://a.example/fhir/Patient/1/_history/3")
                == .resource(base: "https://a.example/fhir", type: "Patient", id: "1")
        )
        #expect(try ResourceAddress("urn:uuid:61ebe359") == .urn("urn:uuid:61ebe359"))
        #expect(
            try ResourceAddress("Patient?identifier=urn:mrn%7C1%202")
                == .identified(type: "Patient", system: "urn:mrn", value: "1 2")
        )
        for text in [
            "", "Patient", "Patient/a_b", "Foo/1", "x/Patient/1", "http://a.example/img.png", "/Patient/1",
        ] {
            #expect(try ResourceAddress(text) == .other, "\(text)")
        }
    }

    @Test(
        "a search by anything else than one identifier is refused",
        arguments: [
            "Patient?name=x", "Patient?identifier=1", "Patient?identifier=|1", "Patient?identifier=urn:mrn|",
            "Patient?identifier=urn:mrn|1&active=true", "Patient?identifier:not=urn:mrn|1", "Patient?",
            "Patient?identifier=%zz",
        ]
    )
    func searches(_ text: String) {
        #expect(throws: FHIRError(.unsupported, "")) { try ResourceAddress(text) }
    }
}
