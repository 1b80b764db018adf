import Foundation
import Testing
import VaultCrypto
import VaultModel

@testable import Keyring

/// What is read back is what was written, and everything else is refused.
@Suite struct FormatTests {
    private let identity = SafeIdentity(vault: .random(), controller: .random())

    private func page(_ random: inout SeededGenerator, _ count: Int) -> Page {
        var cover = Cover([KeyNode(prefix: Prefix(tree: .first, path: .root), seed: SecretBytes(random: 32))])
        while cover.nodes.count < count {
            cover.puncture(
                .slot(UInt64.random(in: 0..<500, using: &random), UInt32.random(in: 0..<20, using: &random))
            )
        }
        return Page(nodes: cover)
    }

    @Test func pageMapsAreReadBackAndOtherBytesAreRefusedOrCanonical() throws {
        var random = SeededGenerator(seed: 3)
        let page = page(&random, 200)
        let bytes = PageCodec.map(of: page)
        var reader = ByteReader(bytes)
        let map = try #require(PageCodec.readMap(&reader))
        #expect(reader.isAtEnd && map.prefixes.count == page.count)
        var refused = 0
        for _ in 0..<4000 {
            var hostile = bytes
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                hostile[Int.random(in: 0..<hostile.count, using: &random)] = UInt8.random(
                    in: 0...255,
                    using: &random
                )
            }
            if Bool.random(using: &random) { hostile.removeLast(Int.random(in: 0..<40, using: &random)) }
            var reader = ByteReader(hostile)
            guard let map = PageCodec.readMap(&reader), reader.isAtEnd, map.level == 0 else {
                refused += 1
                continue
            }
            let nodes = map.prefixes.map { KeyNode(prefix: $0, seed: SecretBytes(random: 32)) }
            #expect(PageCodec.map(of: Page(nodes: Cover(nodes))) == hostile)
        }
        #expect(refused > 2000)
    }

    @Test func sealedPagesOpenOnlyInTheirPlaceAndUnchanged() throws {
        var random = SeededGenerator(seed: 4)
        let page = page(&random, 50)
        let first = try #require(PageDraft(page).first)
        var file = PageFile(identity: identity, state: .fresh(Epoch(5)))
        let link = file.append(page, first: first)
        let other = file.append(page, first: first)
        let range = Int(link.location.offset)..<Int(link.location.end)
        let bytes = Array(file.pieces.joined())
        let sealed = Array(bytes[range])
        let box = PageBox(identity: identity)
        #expect(try box.open(sealed, link: link).count == page.count)
        #expect(throws: PageBox.damaged) { try box.open(Array(bytes[range.upperBound...]), link: link) }
        #expect(throws: PageBox.damaged) { try box.open(sealed, link: other) }
        let strange = PageBox(identity: SafeIdentity(vault: identity.vault, controller: .random()))
        #expect(throws: PageBox.damaged) { try strange.open(sealed, link: link) }
        for location in [
            PageLocation(epoch: Epoch(6), offset: link.location.offset, length: link.location.length),
            PageLocation(epoch: Epoch(5), offset: link.location.offset + 1, length: link.location.length),
        ] {
            let moved = PageLink(first: first, location: location, key: link.key)
            #expect(throws: PageBox.damaged) { try box.open(sealed, link: moved) }
        }
        for index in stride(from: 0, to: sealed.count, by: 7) {
            var changed = sealed
            changed[index] ^= 1 << UInt8(index % 8)
            #expect(throws: PageBox.damaged) { try box.open(changed, link: link) }
        }
        for count in [0, 3, 4, 20, sealed.count - 1] {
            #expect(throws: PageBox.damaged) { try box.open(Array(sealed.prefix(count)), link: link) }
        }
        #expect(throws: PageBox.damaged) { try box.open(sealed + [0], link: link) }
    }

    @Test func rootPagesOpenOnlyUnderTheirState() throws {
        let root = RootPage.initial()
        let state = StateName.fresh(Epoch(9))
        let key = SecretBytes(random: 32)
        let sealed = root.sealed(under: key, identity: identity, state: state)
        let opened = try RootPage(opening: sealed, under: key, identity: identity, state: state)
        #expect(opened.trees == [.first] && opened.indexKeys.current.number == 1 && opened.page.count == 1)
        for other in [StateName.fresh(Epoch(9)), StateName(epoch: Epoch(10), id: state.id)] {
            #expect(throws: PageBox.damaged) {
                _ = try RootPage(opening: sealed, under: key, identity: identity, state: other)
            }
        }
        let wrong = SecretBytes(random: 32)
        #expect(throws: PageBox.damaged) {
            _ = try RootPage(opening: sealed, under: wrong, identity: identity, state: state)
        }
    }

    @Test(arguments: [nil, Quorum(threshold: 2, members: 3).map { ShareName(quorum: $0, member: 1) }])
    func sectorsAreReadBackAndDamagedOnesAreNone(share: ShareName?) throws {
        let directory = try TemporaryPlaces(1)
        let path = directory.root + "/sector"
        let sector = TopKeySector(
            identity: identity,
            state: .fresh(Epoch(77)),
            root: PageLocation(epoch: Epoch(77), offset: 64, length: 1000),
            secret: SharedSecret(SecretBytes(random: 32)),
            share: share
        )
        try FileSystem.writeNew(path, secret: sector.encoded())
        let file = try DurableFile.open(path, mode: .readWrite)
        #expect(try file.size() == 4096)
        let found = try #require(try TopKeySector.read(file, at: 0))
        let same = found.secret.bytes.isEqual(to: sector.secret.bytes)
        #expect(
            found.state == sector.state && found.root == sector.root && found.identity == identity
                && found.share == share && same
        )
        let original = try file.read(count: 224, at: 0)
        for index in 0..<224 {
            var changed = original
            changed[index] ^= 0x10
            try file.write(changed, at: 0)
            #expect(try TopKeySector.read(file, at: 0) == nil, "byte \(index)")
        }
    }

    @Test func logsStopAtTheFirstRecordThatIsNotIntact() throws {
        let directory = try TemporaryPlaces(1)
        let path = directory.root + "/log"
        let header = ChainedLog.header(.journal, identity)
        var index = LogIndex(header: header)
        var bytes = header
        for number in 0..<20 {
            let record = ChainedLog.record(RandomBytes.make(number * 37), after: index.last)
            index.append(size: record.bytes.count, digest: record.digest)
            bytes += record.bytes
        }
        try FileSystem.writeNew(path, bytes)
        let file = try DurableFile.open(path, mode: .readWrite)
        func scan() throws -> LogIndex? { try LogScan.index(of: file, header: header) }
        #expect(try scan()?.ends == index.ends)
        #expect(try scan()?.last == index.last)
        // Whatever byte of record 10 is changed, exactly the ten records before it count.
        for offset in index.ends[9]..<index.ends[10] {
            var changed = [bytes[offset]]
            changed[0] ^= 1
            try file.write(changed, at: offset)
            #expect(try scan()?.count == 10, "offset \(offset)")
            try file.write([bytes[offset]], at: offset)
        }
        for offset in [0, 8, 9, 20, 63] {
            try file.write([bytes[offset] ^ 1], at: offset)
            #expect(try scan() == nil, "offset \(offset)")
            try file.write([bytes[offset]], at: offset)
        }
        for size in [bytes.count - 1, index.ends[18] + 3, index.ends[18]] {
            try file.truncate(to: size)
            #expect(try scan()?.count == 19)
        }
        try file.truncate(to: 64)
        #expect(try scan()?.count == 0)
        try file.truncate(to: 63)
        #expect(try scan() == nil)
    }

    @Test func listAndJournalRecordsAreReadBackAndOtherBytesAreRefusedOrCanonical() throws {
        var random = SeededGenerator(seed: 5)
        let entry = PunctureListEntry(
            epoch: Epoch(12),
            request: .random(),
            cause: .puncture(.move),
            at: Timestamp(secondsSinceEpoch: 99),
            prefixes: [.patient(1), .slot(2, 3), Prefix(tree: .first, path: .root)]
        )
        let record = PunctureRecord(state: StateName.fresh(Epoch(12)), entry: entry)
        #expect(PunctureRecord(payload: record.payload) == record)
        let journal = JournalEntry(
            number: 4,
            id: .random(),
            kind: .disclosure,
            at: Timestamp(secondsSinceEpoch: -5),
            tree: .first,
            slot: slot(3, 4),
            sealed: [1, 2, 3]
        )
        let line = JournalRecord.payload(of: journal, number: 4)
        #expect(JournalRecord.entry(line) == journal)
        for _ in 0..<3000 {
            var hostile = Bool.random(using: &random) ? record.payload : line
            hostile[Int.random(in: 0..<hostile.count, using: &random)] = UInt8.random(
                in: 0...255,
                using: &random
            )
            if Bool.random(using: &random) { hostile.removeLast(Int.random(in: 0..<10, using: &random)) }
            if let found = PunctureRecord(payload: hostile) { #expect(found.payload == hostile) }
            if let found = JournalRecord.entry(hostile) {
                #expect(JournalRecord.payload(of: found, number: found.number) == hostile)
            }
        }
    }

    @Test func notesAreReadBackAndOtherBytesAreRefused() {
        let marks = Marks(incarnation: .random(), adoption: 3, patients: 77, serials: 88, places: 2)
        #expect(Marks(decoding: marks.encoded) == marks)
        #expect(Marks(decoding: marks.encoded + [0x20]) == nil)
        #expect(Marks(decoding: Array("{}".utf8)) == nil)
        let text = String(decoding: marks.encoded, as: UTF8.self)
        #expect(Marks(decoding: Array(text.replacing("77", with: "0").utf8)) == nil)
        #expect(Marks(decoding: Array(text.replacing("marks.v1", with: "marks.v2").utf8)) == nil)
        let plain = Custody(acceptsWeak: false, declaration: nil)
        #expect(Custody(decoding: plain.encoded) == plain)
        let declared = Custody(
            acceptsWeak: true,
            declaration: CustodyDeclaration(by: "A", statement: "B", at: Timestamp(secondsSinceEpoch: 0))
        )
        #expect(Custody(decoding: declared.encoded) == declared)
        #expect(Custody(decoding: Array("{\"format\":\"lethe.custody.v1\",\"weak\":1}".utf8)) == nil)
    }

    @Test func signingKeyFilesAreReadBackAndGuarded() throws {
        let directory = try TemporaryPlaces(1)
        let path = directory.root + "/ledger.key"
        let key = try SigningKeyFile.create(at: path)
        let loaded = try SigningKeyFile.load(from: path)
        #expect(loaded.publicKey == key.publicKey)
        #expect(loaded.publicKey.isValid(key.sign([1, 2]), for: [1, 2]))
        #expect(try FileSystem.permissions(of: path) == 0o600)
        #expect(throws: FileError.self) { _ = try SigningKeyFile.create(at: path) }
        try FileSystem.setPermissions(0o640, of: path)
        #expect(throws: KeyringError(.placement, "")) { _ = try SigningKeyFile.load(from: path) }
        try FileSystem.setPermissions(0o600, of: path)
        let bytes = try FileSystem.read(path, limit: 1000)
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            try FileSystem.replace(path, changed)
            #expect(throws: KeyringError(.damaged, "")) { _ = try SigningKeyFile.load(from: path) }
        }
    }
}
