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

    /// The parser alone refuses what the encoder would have written otherwise.
    @Test("whatever is taken is written again as it was, with any byte changed, taken away or doubled")
    func onlyTheCanonicalSpelling() throws {
        let value = CanonicalJSON.object([
            "a": .array([.integer(0), .integer(-10), .integer(120), .null, .bool(true), .bool(false)]),
            "b\u{e9}": .string("x\u{1}\u{b}\n\"\\/\u{1f}\u{1f600}"), "\u{fb33}": .object([:]),
            "\u{1f600}": .array([]),
        ])
        let bytes = value.encoded
        #expect(try CanonicalJSON(decoding: bytes) == value)
        var taken = 0
        for place in bytes.indices {
            var variants = (UInt8.min...UInt8.max).map { byte in
                var changed = bytes
                changed[place] = byte
                return changed
            }
            variants.append(Array(bytes[..<place] + bytes[(place + 1)...]))
            variants.append(Array(bytes[...place] + bytes[place...]))
            for variant in variants {
                guard let read = try? CanonicalJSON(decoding: variant) else { continue }
                taken += 1
                #expect(read.encoded == variant)
            }
        }
        #expect(taken > bytes.count)
        // Two spellings of one letter are one name.
        #expect(throws: CanonicalJSONError.self) {
            try CanonicalJSON(decoding: Array("{\"e\u{301}\":1,\"\u{e9}\":2}".utf8))
        }
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
