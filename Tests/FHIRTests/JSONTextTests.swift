import Testing

@testable import FHIR

@Suite("JSON that keeps its bytes (RFC 8259)")
struct JSONTextTests {
    @Test("a value is found again exactly as it came")
    func bytes() throws {
        let inner = #"{ "b" : [1.50, -0e+2, "\u00e4\ud83c\udfe5\/", true ,null] }"#
        let text = try JSONText(Array(#" {"a": \#(inner)} "#.utf8))
        let value = try #require(text.root["a"])
        #expect(String(decoding: value.bytes, as: UTF8.self) == inner)
        let list = try #require(value["b"]).elements
        #expect(list.count == 5 && list[0].number == "1.50" && list[2].string == "ä🏥/")
        #expect(list[3].kind == .yes && list[4].kind == .null)
        #expect(text.root.members.map(\.name) == ["a"])
    }

    @Test("a byte order mark is passed over")
    func mark() throws {
        #expect(try JSONText([0xef, 0xbb, 0xbf] + Array("{}".utf8)).root.kind == .object)
    }

    @Test(
        "what is no JSON is refused",
        arguments: [
            "", " ", "{", "[1", "[1,]", "[,1]", #"{"a"}"#, #"{"a":1,}"#, "{a:1}", "'a'", "01", "1.", ".5",
            "+1", "1e",
            "-", "nul", "truex", #""a"#, #""\x""#, #""\u12g4""#, #""\ud800""#, #""\udc00""#,
            #""\ud800\u0041""#,
            "\"a\nb\"", "{} {}", "// a\n{}", "{} #", #"{"a":1 "b":2}"#, #"{"a":1,"a":1}"#,
            #"{"a":1,"\u0061":2}"#, #""\u00é1""#,
        ]
    )
    func refused(_ text: String) {
        #expect(throws: FHIRError(.notJSON, "")) { try JSONText(Array(text.utf8)) }
    }

    @Test("bytes that are no UTF-8 are refused")
    func invalidUTF8() {
        #expect(throws: FHIRError(.notJSON, "")) { try JSONText([0x22, 0xff, 0x22]) }
    }

    @Test("what nests too deep is refused before it fills the stack")
    func depth() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array(repeating: UInt8(ascii: "["), count: depth)
                + Array(repeating: UInt8(ascii: "]"), count: depth)
        }
        _ = try JSONText(nested(JSONText.maximumDepth))
        #expect(throws: FHIRError(.tooLarge, "")) { try JSONText(nested(JSONText.maximumDepth + 1)) }
        #expect(throws: FHIRError(.tooLarge, "")) { try JSONText(nested(1_000_000)) }
    }
}
