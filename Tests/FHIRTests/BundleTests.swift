import Testing

@testable import FHIR

@Suite("Bundles")
struct BundleTests {
    private static func bundle(_ type: String, _ entries: String...) throws -> ResourceBundle {
        let text =
            #"{"resourceType":"Bundle","type":"\#(type)","entry":[\#(entries.joined(separator: ","))]}"#
        return try ResourceBundle(JSONText(Array(text.utf8)).root)
    }

    private static let good =
        #"{"fullUrl":"urn:uuid:1","resource":{"resourceType":"Patient"},"request":{"method":"POST","url":"Patient"}}"#
    private static let bad = #"{"resource":{"resourceType":"Nothing"},"request":{"method":"POST","url":"x"}}"#
    private static let deletion = #"{"request":{"method":"DELETE","url":"Patient/1"}}"#

    @Test("one wrong entry refuses a transaction, and only itself elsewhere")
    func wholeOrEach() throws {
        #expect(try Self.bundle("transaction", Self.good).items.count == 1)
        #expect(throws: FHIRError(.notFHIR, "")) { try Self.bundle("transaction", Self.good, Self.bad) }
        #expect(throws: FHIRError(.unsupported, "")) {
            try Self.bundle("transaction", Self.good, Self.deletion)
        }
        for type in ["batch", "collection", "searchset"] {
            let items = try Self.bundle(type, Self.bad, Self.good, Self.deletion).items
            #expect(items.map { (try? $0.get()) != nil } == [false, true, false], "\(type)")
        }
    }

    @Test(
        "what carries nothing to be stored is refused",
        arguments: ["message", "history", "batch-response", "transaction-response", "", "Transaction"]
    )
    func kinds(_ type: String) {
        #expect(throws: FHIRError(.unsupported, "")) { try Self.bundle(type, Self.good) }
    }

    @Test("a bundle without type or entries, and addresses that do not hold, are refused")
    func faults() {
        for text in [
            #"{"resourceType":"Bundle"}"#, #"{"resourceType":"Bundle","type":"batch"}"#,
            #"{"resourceType":"Bundle","type":"batch","id":"a_b","entry":[\#(Self.good)]}"#,
            #"{"resourceType":"Bundle","type":"collection","entry":[\#(Self.good),\#(Self.good)]}"#,
            #"{"resourceType":"Bundle","type":"transaction","entry":[{"fullUrl":"Patient/1","resource":{"resourceType":"Patient"},"request":{"method":"POST"}}]}"#,
            #"{"resourceType":"Bundle","type":"transaction","entry":[{"fullUrl":"http://a/Patient/1","resource":{"resourceType":"Patient","id":"2"},"request":{"method":"PUT"}}]}"#,
            #"{"resourceType":"Bundle","type":"transaction","entry":[{"resource":{"resourceType":"Patient"}}]}"#,
        ] {
            #expect(throws: FHIRError(.notFHIR, ""), "\(text)") {
                try ResourceBundle(JSONText(Array(text.utf8)).root)
            }
        }
    }
}
