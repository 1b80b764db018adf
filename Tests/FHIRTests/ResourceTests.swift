import Testing

@testable import FHIR

@Suite("Resources of FHIR R4")
struct ResourceTests {
    static func resource(_ text: String) throws -> Resource {
        try Resource(JSONText(Array(text.utf8)).root)
    }

    @Test("a resource is kept as it came, with all that leads elsewhere")
    func links() throws {
        let text = """
            { "resourceType":"Observation","id":"a.b-1","subject" : {"reference":"Patient/7"},
              "contained":[{"resourceType":"Device","id":"d"}], "device":{"reference":"#d"},
              "text":{"status":"generated","div":"<div><a href=\\"urn:uuid:1\\">x</a></div>"},
              "extension":[{"url":"http://e/x","valueUri":"urn:uuid:2"}], "a~b":[{"reference":"urn:uuid:3"}] }
            """
        let resource = try Self.resource(text)
        #expect(resource.bytes == Array(text.utf8))
        #expect(resource.type == "Observation" && resource.id == "a.b-1")
        #expect(
            resource.links.map(\.pointer) == [
                "/subject/reference", "/text/div", "/extension/0/url", "/extension/0/valueUri",
                "/a~0b/0/reference",
            ]
        )
        #expect(resource.links.filter(\.isReference).map(\.text) == ["Patient/7", "urn:uuid:3"])
    }

    @Test(
        "what no resource may have is refused",
        arguments: [
            "[]", "{}", #"{"resourceType":"Nothing"}"#, #"{"resourceType":7}"#,
            #"{"resourceType":"Patient","id":""}"#, #"{"resourceType":"Patient","id":"a_b"}"#,
            #"{"resourceType":"Patient","id":"\#(String(repeating: "a", count: 65))"}"#,
            #"{"resourceType":"Patient","name":[]}"#, #"{"resourceType":"Patient","name":[{}]}"#,
            #"{"resourceType":"Patient","active":null}"#, #"{"resourceType":"Patient","name":[[1]]}"#,
            #"{"resourceType":"Patient","contained":[{"resourceType":"X"}]}"#,
            #"{"resourceType":"Patient","contained":[{"resourceType":"Device","id":"d"},{"resourceType":"Device","id":"d"}]}"#,
            #"{"resourceType":"Binary","contentType":"text/plain","data":"%%%2@()()"}"#,
            #"{"resourceType":"Media","content":{"contentType":"image/png","data":"AA"}}"#,
        ]
    )
    func refused(_ text: String) {
        #expect(throws: FHIRError(.notFHIR, "")) { try Self.resource(text) }
    }

    @Test("sampled data and white space in base64 are none of these")
    func data() throws {
        _ = try Self.resource(
            #"{"resourceType":"Observation","valueSampledData":{"origin":{"value":0},"period":1,"dimensions":1,"data":"1 2 E"}}"#
        )
        _ = try Self.resource(#"{"resourceType":"Binary","contentType":"text/plain","data":"AAA\nA"}"#)
        _ = try Self.resource(#"{"resourceType":"Patient","name":[{"given":["a"],"_given":[null]}]}"#)
    }

    @Test("a fault names its place and nothing of what stands there")
    func words() throws {
        let error = try #require(throws: FHIRError.self) {
            try Self.resource(#"{"resourceType":"Patient","contact":[{"name":{"Groß 1958":{}}}]}"#)
        }
        #expect(error.message == "an element is empty")
    }
}
