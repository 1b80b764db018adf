import Testing
import VaultModel

@Suite("Values")
struct ValueTests {
    @Test("an identifier has one text form and 16 bytes")
    func identifiers() {
        let id = RecordID.random()
        #expect(RecordID(id.description) == id)
        #expect(RecordID(bytes: id.bytes) == id)
        #expect(RecordID(id.description.uppercased()) == nil)
        #expect(RecordID(bytes: [1, 2]) == nil)
        #expect(id.bytes[6] >> 4 == 4, "version 4 of RFC 9562")
    }

    @Test("a slot packs into 63 bits and back")
    func slots() throws {
        for (number, serial) in [(0, 0), (1, 0), ((1 << 40) - 1, Slot.maximumSerial)] as [(UInt64, UInt32)] {
            let patient = try #require(PatientNumber(number))
            let slot = try #require(Slot(patient: patient, serial: serial))
            #expect(slot.packed >= 0)
            #expect(Slot(packed: slot.packed) == slot)
        }
        #expect(PatientNumber(1 << 40) == nil)
        #expect(Slot(patient: .office, serial: Slot.maximumSerial + 1) == nil)
        #expect(Slot(packed: -1) == nil)
        #expect(Slot(packed: (1 << 23) - 1) == nil, "serial 2^23-1 is beyond the largest")
    }

    @Test("days count over leap years, centuries and the epoch")
    func days() throws {
        #expect(Day(daysSinceEpoch: 0).description == "1970-01-01")
        #expect(Day(daysSinceEpoch: -1).description == "1969-12-31")
        #expect(Day(daysSinceEpoch: 11_016).description == "2000-02-29")
        #expect(Day(iso8601: "2100-02-29") == nil)
        #expect(Day(iso8601: "2026-1-01") == nil)
        for offset in stride(from: Int64(-100_000), to: 100_000, by: 37) {
            let day = Day(daysSinceEpoch: offset)
            #expect(day.daysSinceEpoch == offset)
            #expect(Day(iso8601: day.description) == day)
        }
        #expect(try #require(Day(iso8601: "2026-11-22")).firstOfMonth.description == "2026-11-01")
    }

    @Test("timestamps are RFC 3339 in UTC")
    func timestamps() throws {
        let stamp = try #require(Timestamp(iso8601: "2026-11-22T14:03:05Z"))
        #expect(stamp.description == "2026-11-22T14:03:05Z")
        #expect(Timestamp(secondsSinceEpoch: -1).description == "1969-12-31T23:59:59Z")
        #expect(Timestamp(iso8601: "2026-11-22T24:00:00Z") == nil)
        #expect(Timestamp(iso8601: "2026-11-22 14:03:05Z") == nil)
    }

    @Test("hex and base64 have one spelling each")
    func encodings() {
        for count in 0..<40 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37) }
            #expect(Hex.decode(Hex.encode(bytes)) == bytes)
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
            #expect(Base64.decodeURL(Base64.encodeURL(bytes)) == bytes)
        }
        #expect(Base64.encode(Array("foobar".utf8)) == "Zm9vYmFy", "RFC 4648 section 10")
        #expect(Base64.decode("Zm9=") == nil, "unused bits must be zero")
        #expect(Base64.decode("Zg") == nil)
        #expect(Base64.decodeURL("Zg==") == nil)
        #expect(Base64.decodeURL("Zh") == nil)
        #expect(Hex.decode("AB") == nil)
        #expect(Hex.decode("abc") == nil)
    }

    @Test("a printable line shows what it says")
    func printableLines() {
        for text in ["x", " ", "Art 17(1)(b) GDPR", "削除", "Änne A\u{308}nne", "\u{1f600}", "مستشفى"] {
            #expect(text.isPrintableLine, "\(text)")
        }
        let others = [
            "", "\n", "two\nlines", "a\r\nb", "a\tb", "a\u{0}b", "a\u{1b}[2Jb", "a\u{7f}b", "a\u{85}b",
            "a\u{2028}b",
            "a\u{2029}b",
        ]
        for text in others { #expect(!text.isPrintableLine, "\(text.unicodeScalars.map(\.value))") }
        for mark in Array(0x202a...0x202e) + Array(0x2066...0x2069) {
            let text = "a" + String(Unicode.Scalar(mark).map(Character.init) ?? "\n") + "b"
            #expect(!text.isPrintableLine, "\(mark)")
        }
    }
    @Test("what a terminal obeys is made visible")
    func printedLines() {
        #expect("Änne 👩🏽‍⚕️".printed == "Änne 👩🏽‍⚕️")
        #expect("".printed == "")
        #expect("a\u{1b}[31mb\r\n\u{202e}c".printed == "a\\u{1b}[31mb\\u{d}\\u{a}\\u{202e}c")
        for text in ["\u{0}", "a\tb", "\u{85}", "\u{2028}"] { #expect(text.printed.isPrintableLine) }
    }
}
