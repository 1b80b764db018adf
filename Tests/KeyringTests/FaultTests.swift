import Foundation
import Testing
import VaultModel

@testable import Keyring

/// A failure at every single operation on the places: afterwards there is the old state or the new one, never
/// another, and nothing was reported that did not happen.
@Suite struct FaultTests {
    private static let verdicts: [PlaceFaults.Verdict] = [.fail, .tear, .failAfter]

    /// The operations are the same when a puncture was made ready, only earlier: one way to fail is enough there.
    private static func verdicts(isPrepared: Bool) -> [PlaceFaults.Verdict] {
        isPrepared ? [.tear] : verdicts
    }

    /// How many operations a puncture takes; made ready beforehand it takes the same.
    private func countOperations(_ places: Int) async throws -> Int {
        let fixture = try TemporaryPlaces(places)
        await (try fixture.create()).close()
        let counter = FaultScript(at: -1, .fail, isFatal: false)
        let safe = try await fixture.open(counter.plan)
        let opening = counter.count
        _ = try await safe.puncture(fixture.request([.slot(7, 3)]))
        await safe.finishReleases()
        #expect(opening > 0 && counter.count > opening)
        return counter.count
    }

    @Test(arguments: [1, 2], [false, true])
    func killAtEveryOperationOfAPuncture(places: Int, isPrepared: Bool) async throws {
        let operations = try await countOperations(places)
        var outcomes: Set<Epoch> = []
        for verdict in Self.verdicts(isPrepared: isPrepared) {
            for target in 0..<operations {
                let comment = Comment("\(places) places, \(verdict) at \(target)")
                let fixture = try TemporaryPlaces(places)
                let first = try await fixture.create()
                let kept = try #require(try await first.nodes(under: .slot(7, 4)).first)
                await first.close()
                let script = FaultScript(at: target, verdict, isFatal: true)
                let request = fixture.request([.slot(7, 3)])
                let receipt = await attempt(request, fixture.safe(script.plan), isPrepared: isPrepared)
                #expect(script.hasTripped, comment)
                outcomes.insert(try await check(fixture, request, receipt, kept, comment))
            }
        }
        #expect(outcomes == [Epoch(1), Epoch(2)])
    }

    /// Opens a safe, sends a request, and lets go of the safe as a killed process does.
    private func attempt(_ request: PunctureRequest, _ safe: FileKeySafe, isPrepared: Bool) async
        -> PunctureReceipt?
    {
        _ = try? await safe.opened()
        if isPrepared { await safe.prepare(request) }
        let receipt = try? await safe.puncture(request)
        await safe.close()
        return receipt
    }

    /// Checks the state after a failure and that repeating the request completes it; returns the epoch found.
    private func check(
        _ fixture: TemporaryPlaces,
        _ request: PunctureRequest,
        _ receipt: PunctureReceipt?,
        _ kept: KeyNode,
        _ comment: Comment
    ) async throws -> Epoch {
        let safe = try await fixture.open()
        let status = try await safe.status()
        let isLive = try await !safe.nodes(under: .slot(7, 3)).isEmpty
        #expect(status.epoch == Epoch(1) || status.epoch == Epoch(2), comment)
        #expect(isLive == (status.epoch == Epoch(1)), comment)
        #expect(try await safe.freshlyCovers(.slot(7, 3)) == isLive, comment)
        #expect(status.places.allSatisfy { $0.state == .current }, comment)
        if receipt != nil { #expect(status.epoch == Epoch(2), comment) }
        #expect(try await safe.punctures(after: Epoch(1)).count == (isLive ? 0 : 1), comment)
        let again = try await safe.puncture(request)
        #expect(again.state == .destroyed && again.epoch == Epoch(2), comment)
        #expect(try await !safe.freshlyCovers(.slot(7, 3)), comment)
        let found = try #require(try await safe.nodes(under: .slot(7, 4)).first, comment)
        #expect(found.hasSameSeed(as: kept), comment)
        await safe.close()
        return status.epoch
    }

    @Test(arguments: [false, true])
    func oneFailureInOnePlaceIsPendingUntilSettled(isPrepared: Bool) async throws {
        let operations = try await countOperations(1)
        var pending = 0
        for verdict in Self.verdicts(isPrepared: isPrepared) {
            for target in 0..<operations {
                let comment = Comment("\(verdict) at \(target)")
                let fixture = try TemporaryPlaces(2)
                await (try fixture.create()).close()
                let script = FaultScript(at: target, verdict, isFatal: false, place: fixture.places[0])
                let safe = fixture.safe(script.plan)
                let request = fixture.request([.slot(7, 3)])
                _ = try await safe.opened()
                if isPrepared { await safe.prepare(request) }
                let receipt = try await safe.puncture(request)
                await safe.finishReleases()
                #expect(receipt.epoch == Epoch(2), comment)
                #expect(script.hasTripped, comment)
                if receipt.state != .destroyed {
                    pending += 1
                    #expect(receipt.state == .pending(confirmed: 1, of: 2), comment)
                }
                #expect(try await safe.nodes(under: .slot(7, 3)).isEmpty, comment)
                let settled = try await safe.settle()
                #expect(settled.places.allSatisfy { $0.state == .current }, comment)
                #expect(try await safe.puncture(request).state == .destroyed, comment)
                #expect(try await !safe.freshlyCovers(.slot(7, 3)), comment)
                await safe.close()
            }
        }
        #expect(pending > 0)
    }

    @Test(arguments: [false, true])
    func theSameProcessGoesOnAfterAFailure(isPrepared: Bool) async throws {
        let operations = try await countOperations(1)
        for verdict in Self.verdicts(isPrepared: isPrepared) {
            for target in 0..<operations {
                let comment = Comment("\(verdict) at \(target)")
                let fixture = try TemporaryPlaces(1)
                await (try fixture.create()).close()
                let safe = fixture.safe(FaultScript(at: target, verdict, isFatal: false).plan)
                let request = fixture.request([.slot(7, 3)])
                if isPrepared {
                    _ = try? await safe.opened()
                    await safe.prepare(request)
                }
                _ = try? await safe.puncture(request)
                #expect(try await safe.puncture(request).state == .destroyed, comment)
                #expect(try await !safe.freshlyCovers(.slot(7, 3)), comment)
                await safe.close()
            }
        }
    }

    @Test func killAtEveryOperationOfACreation() async throws {
        let probe = try TemporaryPlaces(2)
        let counter = FaultScript(at: -1, .fail, isFatal: false)
        await (try probe.create(counter.plan)).close()
        for target in 0..<counter.count {
            let comment = Comment("at \(target)")
            let fixture = try TemporaryPlaces(2)
            let script = FaultScript(at: target, target % 2 == 0 ? .tear : .failAfter, isFatal: true)
            let broken = fixture.safe(script.plan)
            _ = try? await broken.created(acceptsWeak: true, incarnation: fixture.incarnation)
            await broken.close()
            let safe: FileKeySafe
            do {
                safe = try await fixture.create()
            } catch let error as KeyringError where error.code == .exists {
                safe = try await fixture.open()
            }
            let status = try await safe.status()
            #expect(status.epoch == Epoch(1) && status.places.allSatisfy { $0.state == .current }, comment)
            #expect(try await safe.nodes(under: .patient(1)).count == 1, comment)
            await safe.close()
        }
    }

    @Test func killAtEveryOperationOfJournalAndMarks() async throws {
        for target in 0..<8 {
            let comment = Comment("at \(target)")
            let fixture = try TemporaryPlaces(2)
            await (try fixture.create()).close()
            let counter = FaultScript(at: -1, .fail, isFatal: false)
            let opened = try await fixture.open(counter.plan)
            await opened.close()
            let script = FaultScript(at: counter.count + target, .tear, isFatal: true)
            let safe = try await fixture.open(script.plan)
            let lease = try? await safe.leasePatientNumbers(10)
            let number = try? await safe.appendJournal(entry(1))
            await safe.close()

            let again = try await fixture.open()
            let next = try await again.leasePatientNumbers(10)
            if let lease { #expect(!lease.overlaps(next), comment) }
            let found = try await again.journal(after: 0)
            if number != nil { #expect(found.map(\.sealed) == [entry(1).sealed], comment) }
            #expect(try await again.appendJournal(entry(2)) == Int64(found.count) + 1, comment)
            await again.close()
            let last = try await fixture.open()
            #expect(try await last.journal(after: 0).count == found.count + 1, comment)
            #expect(try await last.status().places.allSatisfy { $0.state == .current }, comment)
            await last.close()
        }
    }

    @Test func namedStepsAreReachedInOrderAndOneMayStopAtEach() async throws {
        let order: [DurableStep] = [
            .safePagesWritten, .safeListAppended, .safeNewKeyWritten, .safeOldKeyDestroyed,
        ]
        for (index, stop) in order.enumerated() {
            let fixture = try TemporaryPlaces(2)
            await (try fixture.create()).close()
            let seen = StepLog()
            let safe = try await fixture.open(
                faults: FaultPlan { step in
                    seen.add(step)
                    if step == stop { throw KeyringError(.io, "stopped here") }
                }
            )
            let request = fixture.request([.slot(7, 3)])
            await #expect(throws: KeyringError.self) { try await safe.puncture(request) }
            #expect(seen.steps == Array(order[...index]))
            await safe.close()
            let again = try await fixture.open()
            #expect(try await again.status().epoch == (index < 2 ? Epoch(1) : Epoch(2)))
            #expect(try await again.puncture(request).state == .destroyed)
            await again.close()
        }
    }

    @Test func aPunctureWaitsForAtMostFiveSyncsInEachPlace() async throws {
        let fixture = try TemporaryPlaces(2)
        await (try fixture.create()).close()
        let log = OperationLog()
        let safe = try await fixture.open(log.plan)
        log.clear()
        _ = try await safe.puncture(fixture.request([.patient(7)]))
        for place in fixture.places {
            #expect(log.count(in: place) { $0 == .sync || $0 == .syncDirectory } == 5)
        }
        await safe.close()
    }

    @Test func noPlaceDestroysBeforeEveryPlaceHoldsTheNewKey() async throws {
        let fixture = try TemporaryPlaces(2)
        await (try fixture.create()).close()
        for slow in fixture.places {
            let log = OperationLog()
            let safe = try await fixture.open(
                PlaceFaults { operation, place in
                    if place == slow { usleep(3000) }
                    return log.plan.verdict(operation, in: place)
                }
            )
            log.clear()
            _ = try await safe.puncture(fixture.request([.patient(7)]))
            await safe.close()
            // Of the writes in a place the third is the new key and the fourth goes over the old one.
            let waited = fixture.places.map { log.positions(in: $0) { $0 == .sync }[2] }
            let destroys = fixture.places.map { log.positions(in: $0) { $0 == .write }[3] }
            #expect(try #require(waited.max()) < #require(destroys.min()))
        }
    }

    private func entry(_ byte: UInt8) -> JournalEntry {
        JournalEntry(
            id: .random(),
            kind: .hold,
            at: Timestamp(secondsSinceEpoch: 1),
            tree: .first,
            slot: slot(0, 1),
            sealed: [byte, byte]
        )
    }
}
