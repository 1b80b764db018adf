import Testing
import VaultModel

@Suite("Canonical JSON (RFC 8785)")
struct CanonicalJSONTests {
    @Test("members are sorted by UTF-16 code units, as in RFC 8785 section 3.2.3")
    func sorting() throws {
        let value = CanonicalJSON.object([
            "\u{20ac}": .string("Euro Sign"), "\r": .string("Carriage Return"), "\u{fb33}": .integer(1),
            "1": .string("One"), "\u{1f600}": .null, "\u{80}": .bool(true), "\u{f6}": .bool(false),
        ])
        let expected =
            #"{"\r":"Carriage Return","1":"One","\#u{80}":true,"ö":false,"€":"Euro Sign","😀":null,"\#u{fb33}":1}"#
        #expect(value.text == expected)
        #expect(try CanonicalJSON(decoding: value.encoded) == value)
    }

    @Test(
        "what is not the one canonical spelling is refused",
        arguments: [
            #"{"a":1, "b":2}"#, #"{"b":1,"a":2}"#, #"{"a":1,"a":1}"#, #"[1.0]"#, #"[01]"#, #"[-0]"#,
            #"[1e2]"#,
            #"[9007199254740992]"#, #"["\u0041"]"#, #"["\/"]"#, #"["\u001F"]"#, #"[1"#, #"[1]]"#, #"nul"#, "",
            " 1",
            #"{"a"}"#, #"["a"#, #"["\"#, #"[,]"#, #"[1,]"#,
        ]
    )
    func refused(_ text: String) {
        #expect(throws: CanonicalJSONError.self) { try CanonicalJSON(decoding: Array(text.utf8)) }
    }

    @Test("control characters, quotes and every plane survive a round trip")
    func roundTrip() throws {
        let text = (0..<0x20).map { String(Unicode.Scalar(UInt8($0))) }.joined() + "\"\\/ä漢字🏥\u{7f}"
        let value = CanonicalJSON.array([.string(text), .integer(-5), .integer(CanonicalJSON.maximumInteger)])
        #expect(try CanonicalJSON(decoding: value.encoded) == value)
    }

    @Test("bytes that are not UTF-8 are refused")
    func invalidUTF8() {
        #expect(throws: CanonicalJSONError.self) { try CanonicalJSON(decoding: [0x22, 0xff, 0x22]) }
    }

    @Test("nesting is bounded")
    func depth() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: CanonicalJSONError.self) { try CanonicalJSON(decoding: Array(deep.utf8)) }
    }
}
