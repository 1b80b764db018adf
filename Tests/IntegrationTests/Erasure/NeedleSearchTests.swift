import Foundation
import Residue
import Testing

/// What is there is found wherever it lies, and nothing else.
@Suite struct NeedleSearchTests {
    private static let needles = [
        Needle(text: "Kanarienvogel"), Needle("beginning with zeros", [0, 0, 0, 0, 0, 0, 0, 1, 2, 3], .key),
    ]

    @Test(arguments: [0, 1, 7, 4088, 4089, 4096, 8185, 8192, 12_280, 20_000])
    func eachIsFoundAmongNothing(_ offset: Int) {
        let search = NeedleSearch(Self.needles)
        for needle in Self.needles {
            for filling: UInt8 in [0, 0xff] {
                var hay = Data(repeating: filling, count: 20_480)
                #expect(search.found(in: hay).isEmpty)
                hay.replaceSubrange(offset..<offset + needle.bytes.count, with: needle.bytes)
                #expect(search.found(in: hay) == [needle], "\(needle.name) at \(offset)")
                hay[offset + needle.bytes.count - 1] ^= 0x80
                #expect(search.found(in: hay).isEmpty)
            }
        }
    }
}
