import Testing
import VaultModel

@testable import VaultCrypto

@Suite struct RecordFormatTests {
    private let context = ObjectContext(
        controller: .random(),
        record: .random(),
        version: .first,
        kind: .part(0)
    )

    static let sizes = [
        0, 1, 255, 256, 257, 4_096, 65_519, 65_535, 65_536, 65_537, 131_072, 131_073, 200_000, 1_000_000,
    ]

    @Test(arguments: sizes) func opensWhatWasSealed(size: Int) throws {
        let key = SecretBytes(random: 32)
        let content = RandomBytes.make(size)
        let (sealed, summary) = SealedObject.seal(content, context: context, recordKey: key)
        #expect(summary.contentSize == size)
        #expect(summary.digest == SHA256.hash(content))
        #expect(summary.sealedSize == sealed.count)
        #expect(summary.paddedSize == Padding.paddedSize(of: size))
        #expect(try ObjectLayout(sealedSize: sealed.count) == ObjectLayout(contentSize: size))
        let opened = try SealedObject.open(sealed, contentSize: size, context: context, recordKey: key)
        let isSame = opened == content
        #expect(isSame)
    }

    @Test func piecesOfAnySizeGiveTheSameObject() throws {
        let key = SecretBytes(random: 32)
        let salt = RandomBytes.make(32)
        let content = RandomBytes.make(300_000)
        func sealed(pieces: [Int]) -> [UInt8] {
            var output: [UInt8] = []
            var sealer = ObjectSealer(context: context, recordKey: key, salt: salt, into: &output)
            var start = 0
            for piece in pieces where start < content.count {
                let end = min(start + piece, content.count)
                sealer.update(Array(content[start..<end]), into: &output)
                start = end
            }
            sealer.update(Array(content[start...]), into: &output)
            _ = sealer.finish(into: &output)
            return output
        }
        let whole = sealed(pieces: [])
        let cuts = [
            Array(repeating: 1_000, count: 300), Array(repeating: 65_536, count: 5),
            [1, 65_535, 65_537, 3, 131_072], [0, 65_536, 0, 200_000, 0],
        ]
        for pieces in cuts {
            let isSame = sealed(pieces: pieces) == whole
            #expect(isSame, "\(pieces)")
        }
    }

    @Test func aRangeNeedsOnlyItsChunks() throws {
        let key = SecretBytes(random: 32)
        let content = RandomBytes.make(500_000)
        let (sealed, summary) = SealedObject.seal(content, context: context, recordKey: key)
        let layout = try ObjectLayout(sealedSize: summary.sealedSize)
        for range in [0..<1, 65_535..<65_537, 131_072..<196_608, 499_999..<500_000, 70_000..<300_000] {
            let header = Array(sealed.prefix(ObjectFormat.headerSize))
            var opener = try ObjectOpener(
                header: header,
                sealedSize: sealed.count,
                contentSize: 500_000,
                recordKey: key,
                context: context
            )
            let chunks = try layout.chunks(covering: range)
            #expect(chunks.count == (range.upperBound - 1) / 65_536 - range.lowerBound / 65_536 + 1)
            var opened: [UInt8] = []
            // Backwards, for the order does not matter.
            for index in chunks.reversed() {
                opened =
                    try opener.openChunk(index, Array(sealed[layout.sealedRange(ofChunk: index)])) + opened
            }
            let start = range.lowerBound - layout.contentRange(ofChunk: chunks.lowerBound).lowerBound
            let isSame = opened[start..<start + range.count] == content[range]
            #expect(isSame, "\(range)")
        }
        #expect(try layout.chunks(covering: 5..<5).isEmpty)
        try CryptoErrorCheck(.range).callAsFunction { () throws(CryptoError) in
            _ = try layout.chunks(covering: 0..<layout.paddedSize + 1)
        }
    }

    @Test func paddingHidesTheSize() {
        #expect(Padding.paddedSize(of: 0) == 256)
        #expect(Padding.paddedSize(of: 256) == 256)
        #expect(Padding.paddedSize(of: 257) == 272)
        #expect(Padding.paddedSize(of: 1_000) == 1_024)
        #expect(Padding.paddedSize(of: 131_073) == 135_168)
        var seen = Set<Int>()
        var size = 0
        while size < 1 << 24 {
            let padded = Padding.paddedSize(of: size)
            #expect(padded >= size && padded >= 256)
            #expect(size <= 256 || Double(padded) <= Double(size) * 1.12)
            #expect(Padding.paddedSize(of: padded) == padded, "padded sizes are not padded again")
            seen.insert(padded)
            size += max(1, size / 97)
        }
        #expect(seen.count < 400)
    }

    @Test func noSizeThatCannotBeIsAccepted() throws {
        var possible = Set<Int>()
        for size in 0...140_000 { possible.insert(ObjectLayout(contentSize: size).sealedSize) }
        for size in 0..<138_000 {
            let accepted = (try? ObjectLayout(sealedSize: size)) != nil
            if accepted != possible.contains(size) { Issue.record("wrong about \(size)") }
        }
        #expect((try? ObjectLayout(sealedSize: -5)) == nil)
        #expect((try? ObjectLayout(sealedSize: Int.max)) == nil)
    }

    @Test func sealingAgainUsesFreshKeys() throws {
        let key = SecretBytes(random: 32)
        let one = SealedObject.seal([1, 2, 3], context: context, recordKey: key).sealed
        let two = SealedObject.seal([1, 2, 3], context: context, recordKey: key).sealed
        #expect(one[12..<44] != two[12..<44], "the salts differ")
        #expect(one[44..<76] != two[44..<76], "so the derived keys differ")
        #expect(one[76..<92] != two[76..<92])
    }

    /// A store that fails at chunk k is tried again with other bytes: nothing of the key stream is shared.
    @Test func aRetryAfterFailureSharesNoKeyStream() throws {
        func attempt(_ content: [UInt8], secrets: borrowing RecordSecrets) -> [UInt8] {
            var output: [UInt8] = []
            var sealer = ObjectSealer(context: context, recordKey: secrets.recordKey, into: &output)
            sealer.update(content, into: &output)
            return output
        }
        let failed = attempt([UInt8](repeating: 0, count: 200_000), secrets: .generate())
        let retried = attempt([UInt8](repeating: 0, count: 200_000), secrets: .generate())
        // Ciphertext of zero bytes is the key stream itself.
        #expect(failed[12..<76] != retried[12..<76])
        let shared = zip(failed[76...], retried[76...]).count { $0 == $1 }
        #expect(shared < failed.count / 100)
    }

    @Test func refusesWhatDoesNotBelong() throws {
        let key = SecretBytes(random: 32)
        let content = RandomBytes.make(3 * 65_536)
        let sealed = SealedObject.seal(content, context: context, recordKey: key).sealed
        func refused(
            _ code: CryptoError.Code,
            _ bytes: [UInt8],
            size: Int = 3 * 65_536,
            as other: ObjectContext? = nil,
            sourceLocation: SourceLocation = #_sourceLocation
        ) throws {
            try CryptoErrorCheck(code)(sourceLocation: sourceLocation) { () throws(CryptoError) in
                _ = try SealedObject.open(bytes, contentSize: size, context: other ?? context, recordKey: key)
            }
        }
        for index in [0, 8, 9, 10, 11] {
            var changed = sealed
            changed[index] ^= 1
            try refused(.header, changed)
        }
        for index in [12, 43, 44, 75] {
            var changed = sealed
            changed[index] ^= 1
            try refused(.wrongKey, changed)
        }
        for index in [76, 65_000, 70_000, sealed.count - 1] {
            var changed = sealed
            changed[index] ^= 0x80
            try refused(.authentication, changed)
        }
        try refused(.header, [])
        try refused(.header, Array(sealed.prefix(75)))
        try refused(.size, Array(sealed.prefix(76)))
        try refused(.size, Array(sealed.dropLast()))
        try refused(.size, sealed + [0])
        try refused(.content, Array(sealed.dropLast(65_552)), size: 3 * 65_536)
        try refused(.authentication, Array(sealed.dropLast(65_552)), size: 2 * 65_536)
        let swapped =
            sealed[..<76] + sealed[(76 + 65_552)..<(76 + 131_104)] + sealed[76..<(76 + 65_552)]
            + sealed[(76 + 131_104)...]
        try refused(.authentication, Array(swapped))
        let repeated = sealed[..<(76 + 65_552)] + sealed[76..<(76 + 65_552)] + sealed[(76 + 131_104)...]
        try refused(.authentication, Array(repeated))
        try refused(.content, sealed, size: 2 * 65_536)
        try refused(.content, sealed, size: -1)

        func place(
            controller: ControllerID? = nil,
            record: RecordID? = nil,
            version: VersionNumber = .first,
            kind: ObjectKind = .part(0)
        ) -> ObjectContext {
            ObjectContext(
                controller: controller ?? context.controller,
                record: record ?? context.record,
                version: version,
                kind: kind
            )
        }
        try refused(.authentication, sealed, as: place(controller: .random()))
        try refused(.authentication, sealed, as: place(record: .random()))
        try refused(.authentication, sealed, as: place(version: .first.next))
        try refused(.wrongKey, sealed, as: place(kind: .part(1)))
        try refused(.header, sealed, as: place(kind: .metadata))
        try refused(.header, sealed, as: place(kind: .facts))
        try CryptoErrorCheck(.wrongKey).callAsFunction { () throws(CryptoError) in
            _ = try SealedObject.open(
                sealed,
                contentSize: 3 * 65_536,
                context: context,
                recordKey: SecretBytes(random: 32)
            )
        }
    }

    @Test func aRefusedChunkLeavesTheOutputAlone() throws {
        let key = SecretBytes(random: 32)
        var sealed = SealedObject.seal(RandomBytes.make(1_000), context: context, recordKey: key).sealed
        sealed[500] ^= 1
        var opener = try ObjectOpener(
            header: Array(sealed.prefix(76)),
            sealedSize: sealed.count,
            contentSize: 1_000,
            recordKey: key,
            context: context
        )
        let chunk = Array(sealed[76...])
        #expect(throws: CryptoError.self) { try opener.openChunk(0, chunk) }
        try CryptoErrorCheck(.range).callAsFunction { () throws(CryptoError) in
            _ = try opener.openChunk(1, chunk)
        }
        try CryptoErrorCheck(.range).callAsFunction { () throws(CryptoError) in
            _ = try opener.openChunk(-1, chunk)
        }
        try CryptoErrorCheck(.size).callAsFunction { () throws(CryptoError) in
            _ = try opener.openChunk(0, Array(chunk.dropLast()))
        }
    }

    @Test func paddingThatIsNotZeroIsRefused() throws {
        let key = SecretBytes(random: 32)
        // Sealed as 256 bytes of content, opened as 3: the rest would have to be zero.
        let sealed = SealedObject.seal(
            [1, 2, 3] + [UInt8](repeating: 0, count: 252) + [1],
            context: context,
            recordKey: key
        ).sealed
        try CryptoErrorCheck(.content).callAsFunction { () throws(CryptoError) in
            _ = try SealedObject.open(sealed, contentSize: 3, context: context, recordKey: key)
        }
        #expect(
            try SealedObject.open(sealed, contentSize: 256, context: context, recordKey: key).count == 256
        )
    }

    @Test func textsFindTheirEnd() throws {
        let key = SecretBytes(random: 32)
        for kind in [ObjectKind.metadata, .facts] {
            let place = ObjectContext(
                controller: context.controller,
                record: context.record,
                version: .first,
                kind: kind
            )
            for size in [2, 255, 256, 257, 70_000] {
                let text = [UInt8](repeating: UInt8(ascii: "a"), count: size)
                let sealed = SealedObject.seal(text, context: place, recordKey: key).sealed
                let isSame = try SealedObject.openText(sealed, context: place, recordKey: key) == text
                #expect(isSame)
            }
            let empty = SealedObject.seal([], context: place, recordKey: key).sealed
            let long = SealedObject.seal(
                [1] + [UInt8](repeating: 0, count: 999),
                context: place,
                recordKey: key
            )
            for sealed in [empty, long.sealed] {
                try CryptoErrorCheck(.content).callAsFunction { () throws(CryptoError) in
                    _ = try SealedObject.openText(sealed, context: place, recordKey: key)
                }
            }
        }
    }

    @Test func wrappingKeepsBothSecrets() throws {
        let secrets = RecordSecrets.generate()
        let wrapKey = SecretBytes(random: 32)
        let wrapped = WrappedRecordKey(wrapping: secrets, under: wrapKey)
        #expect(wrapped.bytes.count == WrappedRecordKey.size && WrappedRecordKey.size == 92)
        let unwrapped = try WrappedRecordKey(bytes: wrapped.bytes).unwrap(under: wrapKey)
        #expect(unwrapped.recordKey.isEqual(to: secrets.recordKey) == true)
        #expect(unwrapped.opening.reveal() == secrets.opening.reveal())
        #expect(WrappedRecordKey(wrapping: secrets, under: wrapKey) != wrapped, "the nonce is fresh")
        try CryptoErrorCheck(.authentication).callAsFunction { () throws(CryptoError) in
            _ = try wrapped.unwrap(under: SecretBytes(random: 32)).recordKey.count
        }
        for index in wrapped.bytes.indices {
            var changed = wrapped.bytes
            changed[index] ^= 1
            #expect(throws: CryptoError.self) {
                _ = try WrappedRecordKey(bytes: changed).unwrap(under: wrapKey).recordKey.count
            }
        }
        #expect(throws: CryptoError.self) { try WrappedRecordKey(bytes: Array(wrapped.bytes.dropLast())) }
    }
}
