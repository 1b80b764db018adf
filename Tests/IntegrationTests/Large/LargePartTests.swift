import Foundation
import TestSupport
import Testing
import VaultCore
import VaultCrypto
import VaultModel
import VaultStorage

/// Parts that lie in files: in order whatever is done at the same time, and never more of them than versions.
@Suite struct LargePartTests {
    private static let size = 5_000_011
    private static let chunk = ObjectFormat.chunkSize

    private func store(_ source: any ByteSource, in controller: ControllerVault, for patient: PatientID)
        async throws -> RecordID
    {
        let intake = Intake(source: source, name: "scan.dcm", facts: Sample.facts)
        return try await controller.store(intake, for: patient, by: StaffMember(Sample.staff)).record
    }

    private func read(_ record: RecordID, _ range: Range<Int>, in controller: ControllerVault) async throws
        -> [UInt8]
    {
        var bytes: [UInt8] = []
        let range = try #require(ReadRange(first: range.lowerBound, last: range.upperBound - 1))
        try await controller.read(record, range: range, by: StaffMember(Sample.staff), for: .treatment) {
            bytes += $0
        }
        return bytes
    }

    /// The files of large parts that are there.
    private func files(of copy: VaultCopy) throws -> [String] {
        try FileSystem.list(copy.vault.path + "/blobs").flatMap { controller in
            let path = copy.vault.path + "/blobs/" + controller
            return try FileSystem.list(path).filter { $0.utf8.count == 2 }.flatMap { folder in
                try FileSystem.list(path + "/" + folder).map { "\(path)/\(folder)/\($0)" }
            }
        }
    }

    @Test func aLargeDocumentComesBackWholeAndInPieces() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                // A source gives less than was asked for whenever it likes.
                let source = StampedSource(size: Self.size, most: 70_001)
                let record = try await store(source, in: controller, for: copy.sample.staying.patient)
                let whole = try await controller.bytes(of: record)
                let expected = try source.bytes(0..<Self.size)
                #expect(whole == expected)
                let digest = try await controller.history(of: record).first?.metadata.parts.first?.sha256
                #expect(digest == SHA256.hash(expected))
                let ranges = [
                    0..<1, Self.chunk - 1..<Self.chunk + 1, Self.size - 1..<Self.size, 7..<4_000_000,
                    8 * Self.chunk..<16 * Self.chunk, 30 * Self.chunk - 3..<61 * Self.chunk + 3,
                ]
                for range in ranges {
                    let bytes = try await read(record, range, in: controller)
                    let isRight = bytes == Array(expected[range])
                    #expect(isRight, "\(range)")
                }
                try await controller.expectSound()
            }
        }
    }

    /// With chunk 40 spoiled everything else can be read, so nobody else touches it.
    @Test func aRangeTouchesItsOwnChunksOnly() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let before = Set(try files(of: copy))
                let source = StampedSource(size: Self.size)
                let record = try await store(source, in: controller, for: copy.sample.staying.patient)
                let file = try #require(try files(of: copy).first { !before.contains($0) })
                let spoiled = 40
                let place = ObjectFormat.headerSize + spoiled * ObjectFormat.sealedChunkSize + 1000
                try spoil(file, at: place)
                let start = spoiled * Self.chunk
                for range in [0..<start, start + Self.chunk..<Self.size, start - 5..<start] {
                    let bytes = try await read(record, range, in: controller)
                    let isRight = try bytes == source.bytes(range)
                    #expect(isRight, "\(range)")
                }
                // What comes before is handed out, nothing of it or behind it is.
                var count = 0
                await #expect(throws: CryptoError.self) {
                    try await controller.read(record, by: StaffMember(Sample.staff), for: .treatment) {
                        count += $0.count
                    }
                }
                #expect(count <= start)
                // A file that was cut, in the middle of a reading.
                try spoil(file, cuttingTo: place)
                await expectError(.damaged) { _ = try await read(record, start..<Self.size, in: controller) }
            }
        }
    }

    private func spoil(_ path: String, at place: Int) throws {
        let file = try DurableFile.open(path, mode: .readWrite)
        let byte = try file.read(count: 1, at: place)
        try file.write([byte[0] ^ 1], at: place)
    }

    private func spoil(_ path: String, cuttingTo size: Int) throws {
        try DurableFile.open(path, mode: .readWrite).truncate(to: size)
    }

    /// Nothing half-done is left of a store whose source fails in the middle, first or last.
    @Test(arguments: [0, 300_000, 4_000_000])
    func aSourceThatFailsLeavesNothing(end: Int) async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let before = try files(of: copy)
                let patient = copy.sample.staying.patient
                let records = try await controller.records(of: patient).count
                await #expect(throws: StampedSource.Failure.self) {
                    _ = try await store(
                        StampedSource(size: Self.size, end: end),
                        in: controller,
                        for: patient
                    )
                }
                #expect(try files(of: copy) == before)
                #expect(try await controller.records(of: patient).count == records)
            }
        }
    }

    /// Makes the folder of a blob and gives the path it would have.
    private func path(of blob: BlobID, beside file: String) throws -> String {
        let blobs = FileSystem.parentDirectory(of: FileSystem.parentDirectory(of: file))
        let folder = blobs + "/" + blob.description.prefix(2)
        try FileSystem.createDirectory(folder)
        return folder + "/" + blob.description
    }

    /// A sweep at the moment when a file is written and nothing refers to it yet leaves it alone, and a check does not
    /// complain of it; what belongs to no store goes.
    @Test func aSweepLeavesWhatAStoreIsAboutToReferTo() async throws {
        try await VaultCopy.lend { copy in
            let vault = Shared<OpenVault?>(nil)
            let complaints = Shared<[String]>([])
            let probe = StepProbe {
                let done = DispatchSemaphore(value: 0)
                Task {
                    do {
                        try await vault.value?.vault.sweepBlobs()
                        let controller = try await vault.value?.vault.controller(named: Sample.controller)
                        let broken =
                            try await controller?.check(CheckDepth(isDeep: false)).filter { !$0.holds } ?? []
                        complaints.update { $0 += broken.map { "\($0.invariant): \($0.violation ?? "")" } }
                    } catch {
                        complaints.update { $0.append("\(error)") }
                    }
                    done.signal()
                }
                done.wait()
            }
            try await copy.open(faults: probe.plan) { controller, open in
                vault.update { $0 = open }
                defer { vault.update { $0 = nil } }
                let files = try files(of: copy)
                let orphan = try path(of: .random(), beside: #require(files.first))
                try Data([1, 2, 3]).write(to: URL(filePath: orphan))
                // What is none of the vault's lies in the way of nothing.
                let blobs = FileSystem.parentDirectory(of: FileSystem.parentDirectory(of: orphan))
                try FileSystem.createDirectory(blobs + "/lost+found", permissions: 0)
                try Data([4]).write(to: URL(filePath: blobs + "/stray"))
                defer {
                    try? FileSystem.remove(blobs + "/lost+found")
                    try? FileSystem.remove(blobs + "/stray")
                }
                probe.begin(failingAt: CrashPoint(step: .storeBlobWritten, time: 1))
                let source = StampedSource(size: 700_000)
                let record = try await store(source, in: controller, for: copy.sample.staying.patient)
                #expect(!probe.isArmed)
                #expect(complaints.value == [])
                #expect(try FileSystem.exists(orphan) == false)
                #expect(try self.files(of: copy).count == files.count + 1)
                // And when the store is long over, too.
                try await open.vault.sweepBlobs()
                #expect(try await controller.bytes(of: record) == source.bytes(0..<700_000))
                try await controller.expectSound()
            }
        }
    }
}
