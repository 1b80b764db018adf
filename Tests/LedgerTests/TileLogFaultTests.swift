import Foundation
import Synchronization
import Testing
import VaultCrypto
import VaultModel

@testable import Ledger

/// Every durable step of a run fails once, and whatever follows, nothing signed is taken back or changed and
/// nothing acknowledged is lost.
struct TileLogFaultTests {
    /// What happens after a step has failed.
    enum Aftermath: CaseIterable {
        /// The same process goes on and recovers the ledger.
        case recovers
        /// The process is gone; another opens the ledger.
        case restarts
        /// As before, and files that no step had made durable are cut, emptied or gone.
        case losesUnsynced
        /// The process is gone; another opens the ledger and fails at its first durable step, then a third opens it.
        case restartsTwice
    }

    struct PlannedFault: Error {}

    /// What the outside world has seen of a ledger.
    final class Observer: Sendable {
        private struct State {
            var steps = 0
            var failAt: Int
            var problems: [String] = []
            var signed: [UInt64: [UInt8]] = [:]
        }

        private let test: TestLog
        private let state: Mutex<State>

        init(_ test: TestLog, failAt: Int) {
            self.test = test
            state = Mutex(State(failAt: failAt))
        }

        var steps: Int { state.withLock { $0.steps } }
        var problems: [String] { state.withLock { $0.problems } }
        var signed: [UInt64: [UInt8]] { state.withLock { $0.signed } }

        func failAgain(after steps: Int) {
            state.withLock { $0.failAt = $0.steps + steps }
        }

        func failNoMore() {
            state.withLock { $0.failAt = 0 }
        }

        /// Looks at what is published now, as any reader could.
        func look() {
            guard let bytes = test.bytes("\(test.directory)/checkpoint") else { return }
            state.withLock { state in
                guard let checkpoint = try? SignedCheckpoint(decoding: bytes),
                    (try? checkpoint.verify(with: test.verifierKey)) != nil
                else {
                    state.problems.append("a published checkpoint cannot be read")
                    return
                }
                let size = checkpoint.checkpoint.size
                if let before = state.signed[size], before != bytes {
                    state.problems.append("two checkpoints of size \(size)")
                }
                if let largest = state.signed.keys.max(), largest > size {
                    state.problems.append("the ledger shrank from \(largest) to \(size)")
                }
                state.signed[size] = bytes
                let heads = test.heads.compactMap { test.bytes($0) }.compactMap { try? LogHead(decoding: $0) }
                if heads.count != 2 || heads.contains(where: { $0.size < size }) {
                    state.problems.append("size \(size) was signed before its head was everywhere")
                }
            }
        }

        var plan: FaultPlan {
            FaultPlan { [self] _ in
                look()
                try state.withLock { state in
                    state.steps += 1
                    if state.steps == state.failAt { throw PlannedFault() }
                }
            }
        }
    }

    /// Sizes that fill tiles, straddle them and span several.
    static let batches = [16, 224, 16, 32, 560, 16]
    static let entries = makeEntries(batches.reduce(0, +), seed: 31)

    @Test(arguments: Aftermath.allCases)
    func nothingPromisedIsLostWhereverItFails(aftermath: Aftermath) throws {
        let stepsOfAnUndisturbedRun = try run(failAt: 0, aftermath)
        // Two heads at creation, a signature; for each batch tiles, two heads, a signature.
        #expect(stepsOfAnUndisturbedRun == 3 + 4 * Self.batches.count)
        for step in 1...stepsOfAnUndisturbedRun {
            _ = try run(failAt: step, aftermath)
        }
    }

    private func run(failAt step: Int, _ aftermath: Aftermath) throws -> Int {
        let test = try TestLog()
        let observer = Observer(test, failAt: step)
        var log: TileLog? = try openAnyway(test, observer)
        var acknowledged = 0
        var start = 0
        for count in Self.batches {
            let batch = Array(Self.entries[start..<start + count])
            do {
                let range = try log?.append(entries: batch)
                #expect(range == UInt64(start)..<UInt64(start + count))
            } catch is PlannedFault {
                let recovered: UInt64
                if aftermath == .recovers {
                    #expect(throws: LedgerError(.needsRecovery, "")) { try log?.append(entries: batch) }
                    recovered = try #require(try log?.recover())
                } else {
                    log = nil
                    if aftermath == .losesUnsynced { try loseUnsynced(test, size: UInt64(start)) }
                    if aftermath == .restartsTwice { observer.failAgain(after: 1) }
                    log = try openAnyway(test, observer)
                    observer.failNoMore()
                    recovered = try #require(try log?.checkpoint.checkpoint.size)
                }
                #expect(recovered == UInt64(start) || recovered == UInt64(start + count), "step \(step)")
                if recovered == UInt64(start) { _ = try log?.append(entries: batch) }
            }
            start += count
            acknowledged = start
            observer.look()
            #expect(try log?.checkpoint.checkpoint.size == UInt64(acknowledged), "step \(step)")
        }
        try check(test, observer, step)
        return observer.steps
    }

    /// Opens, and opens again when a planned fault strikes.
    private func openAnyway(_ test: TestLog, _ observer: Observer) throws -> TileLog {
        do {
            return try test.open(faults: observer.plan)
        } catch is PlannedFault {
            return try test.open(faults: observer.plan)
        }
    }

    /// Takes away what lies beyond the size that every head names, as a power cut may.
    private func loseUnsynced(_ test: TestLog, size: UInt64) throws {
        let heads = test.heads.compactMap { test.bytes($0) }.compactMap { try? LogHead(decoding: $0) }
        // A head that is durable means that its tiles are.
        guard heads.allSatisfy({ $0.size == size }) else { return }
        let known = Set(knownFiles(size))
        let unsynced = test.tileFiles.filter {
            !known.contains(String($0.dropFirst(test.directory.count + 1)))
        }
        for (position, path) in unsynced.enumerated()
        where !path.contains("/000.p/") || size == 0 || size > 255 {
            switch position % 4 {
            case 0: try test.remove(path)
            case 1: try test.overwrite(path, [])
            case 2: try test.overwrite(path, Array(try #require(test.bytes(path)).dropLast(7)))
            default: break
            }
        }
    }

    /// The files of a tree of this size.
    private func knownFiles(_ size: UInt64) -> [String] {
        let contents = [TilePath.Content.entries] + (0..<8).map { .hashes(level: $0) }
        return contents.flatMap { content in
            (0..<8).compactMap { TilePath(content, index: $0, inTreeOf: size)?.path }
        }
    }

    private func check(_ test: TestLog, _ observer: Observer, _ step: Int) throws {
        #expect(observer.problems.isEmpty, "step \(step): \(observer.problems)")
        let total = UInt64(Self.entries.count)
        let checkpoint = try #require(try test.reader.checkpoint()).checkpoint
        #expect(checkpoint.size == total)
        #expect(try test.reader.entries(in: 0..<total, size: total) == Self.entries)
        try test.reader.audit(checkpoint)
        // Everything ever signed is a beginning of what there is now.
        for bytes in observer.signed.values {
            let earlier = try SignedCheckpoint(decoding: bytes).checkpoint
            try test.reader.consistencyProof(from: earlier.size, to: total)
                .verify(earlierRoot: earlier.root, laterRoot: checkpoint.root)
        }
        let beyond = test.tileFiles.filter { $0.contains("/004") }
        #expect(beyond.isEmpty)
    }
}
