import Foundation
import Testing
import VaultCrypto
import VaultModel

@testable import Keyring

/// What the key safe destroys by itself, and what it does only with approvals or after time.
@Suite struct LimitTests {
    private let time = SafeClock()

    private func limits(
        patients: Int64 = 3,
        versions: Int64 = 10,
        coolingOff: Int64 = 24 * 3600,
        approvals: Int = 0,
        _ approvers: [TestApprover] = []
    ) throws -> SafeLimits {
        try SafeLimits(
            patients: patients,
            versions: versions,
            coolingOff: coolingOff,
            approvals: approvals,
            approvers: approvers.map(\.approver)
        )
    }

    private func safe(_ fixture: TemporaryPlaces, _ limits: SafeLimits) async throws -> FileKeySafe {
        try await fixture.safe(clock: time.clock)
            .created(acceptsWeak: true, incarnation: fixture.incarnation, limits: limits)
    }

    private func three() throws -> [TestApprover] {
        try [("A", 1), ("B", 2), ("C", 3)].map { try TestApprover($0.0, seed: $0.1) }
    }

    private func patients(_ numbers: ClosedRange<UInt64>) -> [Prefix] { numbers.map { .patient($0) } }

    @Test func theDayIsCountedOverTwentyFourHours() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await safe(fixture, limits())
        _ = try await safe.puncture(fixture.request(patients(1...2)))
        time.advance(hours: 23)
        let more = fixture.request(patients(3...4))
        await #expect(throws: KeyringError(.unapproved, "")) { try await safe.puncture(more) }
        #expect(try await safe.nodes(under: .patient(3)).count == 1)
        #expect(try await safe.waitingOrders().isEmpty, "nobody could approve it")
        _ = try await safe.puncture(fixture.request(patients(3...3)))
        await safe.close()
        time.advance(hours: 1)
        // Two of the three are a day old now, whether the safe was open all the time or not.
        let again = try await fixture.safe(clock: time.clock).opened()
        #expect(try await again.puncture(fixture.request(patients(4...5))).state == .destroyed)
        await #expect(throws: KeyringError(.unapproved, "")) {
            try await again.puncture(fixture.request(patients(6...6)))
        }
        await again.close()
    }

    @Test func versionsAreCountedApart() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await safe(fixture, limits())
        _ = try await safe.puncture(fixture.request(patients(1...3)))
        _ = try await safe.puncture(fixture.request((UInt32(0)..<10).map { .slot(9, $0) }))
        await #expect(throws: KeyringError(.unapproved, "")) {
            try await safe.puncture(fixture.request([.slot(9, 10)]))
        }
        await safe.close()
    }

    @Test func aPatientInTwoTreesIsOne() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await safe(fixture, limits())
        let tree = try await safe.addTree(.random())
        let both = patients(1...3) + (UInt64(1)...3).map { .patient(patient($0), in: tree) }
        #expect(try await safe.puncture(fixture.request(both)).state == .destroyed)
        await #expect(throws: KeyringError(.unapproved, "")) {
            try await safe.puncture(fixture.request([.patient(patient(4), in: tree)]))
        }
        await safe.close()
    }

    @Test func twoOfThreeLetMoreHappen() async throws {
        let fixture = try TemporaryPlaces()
        let people = try three()
        let safe = try await safe(fixture, limits(approvals: 2, people))
        let request = fixture.request(patients(1...5))
        await #expect(throws: KeyringError(.unapproved, "")) { try await safe.puncture(request) }
        let order = try #require(try await safe.waitingOrders().first).order
        #expect(order == SafeOrder(request, to: fixture.identity))
        try await safe.approve(people[0].approval(of: order, from: time.now))
        // The same person twice is one.
        time.advance(hours: 0)
        try await safe.approve(
            people[0].approval(
                of: order,
                until: Timestamp(secondsSinceEpoch: time.now.secondsSinceEpoch + 60)
            )
        )
        await #expect(throws: KeyringError(.unapproved, "")) { try await safe.puncture(request) }
        await safe.close()
        let again = try await fixture.safe(clock: time.clock).opened()
        try await again.approve(people[2].approval(of: order, from: time.now))
        let receipt = try await again.puncture(request)
        #expect(receipt.state == .destroyed)
        #expect(try await again.puncture(request) == receipt)
        #expect(try await again.waitingOrders().isEmpty)
        await again.close()
    }

    @Test func anApprovalCountsForItsOrderAndItsTimeAlone() async throws {
        let fixture = try TemporaryPlaces()
        let people = try three()
        let stranger = try TestApprover("S", seed: 9)
        let safe = try await safe(fixture, limits(approvals: 1, people))
        let (wanted, other) = (fixture.request(patients(1...5)), fixture.request(patients(11...15)))
        for request in [wanted, other] {
            await #expect(throws: KeyringError(.unapproved, "")) { try await safe.puncture(request) }
        }
        let order = SafeOrder(wanted, to: fixture.identity)
        let month = Timestamp(secondsSinceEpoch: time.now.secondsSinceEpoch + Approval.longest + 1)
        let refused = [
            stranger.approval(of: order, from: time.now),
            people[0].approval(of: order, until: time.now),
            people[0].approval(of: order, until: month),
            people[0].approval(
                of: SafeOrder(
                    fixture.request(patients(1...6), id: wanted.id),
                    to: fixture.identity
                ),
                from: time.now
            ),
            people[0].approval(
                of: SafeOrder(wanted, to: SafeIdentity(vault: .random(), controller: fixture.controller)),
                from: time.now
            ),
        ]
        for approval in refused {
            await #expect(throws: KeyringError(.request, "")) { try await safe.approve(approval) }
        }
        let good = people[0].approval(of: order, from: time.now)
        var text = good.text
        #expect(Approval(text) == good)
        text.replaceSubrange(text.index(text.endIndex, offsetBy: -6)..<text.endIndex, with: "AAAAAA")
        if let forged = Approval(text) {
            await #expect(throws: KeyringError(.request, "")) { try await safe.approve(forged) }
        }
        try await safe.approve(good)
        // It does not open the door for another request, and not for the same one with more in it.
        await #expect(throws: KeyringError(.unapproved, "")) { try await safe.puncture(other) }
        await #expect(throws: KeyringError(.request, "")) {
            try await safe.puncture(fixture.request(patients(1...50), id: wanted.id))
        }
        // An hour later it is over.
        time.advance(hours: 1)
        await #expect(throws: KeyringError(.unapproved, "")) { try await safe.puncture(wanted) }
        #expect(try await safe.nodes(under: .patient(1)).count == 1)
        await safe.close()
    }

    @Test func aSweepWaitsFromItsAnnouncement() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await safe(fixture, limits())
        let sweep = PunctureRequest(
            id: .random(),
            incarnation: fixture.incarnation,
            prefixes: patients(1...2),
            purpose: .expiry
        )
        await #expect(throws: KeyringError(.tooEarly, "")) { try await safe.puncture(sweep) }
        time.advance(hours: 23)
        await safe.close()
        let again = try await fixture.safe(clock: time.clock).opened()
        await #expect(throws: KeyringError(.tooEarly, "")) { try await again.puncture(sweep) }
        let longer = PunctureRequest(
            id: sweep.id,
            incarnation: fixture.incarnation,
            prefixes: patients(1...3),
            purpose: .expiry
        )
        await #expect(throws: KeyringError(.request, "")) { try await again.puncture(longer) }
        time.advance(hours: 1)
        #expect(try await again.puncture(sweep).state == .destroyed)
        await again.close()
    }

    @Test func stricterAtOnceAndWiderWithApproval() async throws {
        let fixture = try TemporaryPlaces()
        let people = try three()
        let safe = try await safe(fixture, limits(approvals: 2, people))
        #expect(
            try await safe.setLimits(limits(patients: 1, approvals: 2, people), request: .random()) == nil
        )
        #expect(try await safe.limits().patients == 1)
        let wider = try limits(patients: 1000, approvals: 1, people)
        let waiting = try #require(try await safe.setLimits(wider, request: .random(), asCustodian: true))
        try await safe.approve(people[1].approval(of: waiting.order, from: time.now))
        #expect(try await safe.limits().patients == 1)
        try await safe.approve(people[2].approval(of: waiting.order, from: time.now))
        #expect(try await safe.limits().patients == 1000)
        #expect(try await safe.limits().approvals == 1)
        // What was approved once is not approved for later: the order names what it follows.
        #expect(
            try await safe.setLimits(limits(patients: 2, approvals: 2, people), request: .random()) == nil
        )
        await #expect(throws: KeyringError(.request, "")) {
            try await safe.approve(people[1].approval(of: waiting.order, from: time.now))
        }
        await safe.close()
        let again = try await fixture.open()
        #expect(try await again.limits().patients == 2)
        #expect(try await again.limits().number == 3)
        await again.close()
    }

    @Test func onlyTheCustodianNamesTheFirstApprovers() async throws {
        let fixture = try TemporaryPlaces()
        let people = try three()
        let safe = try await safe(fixture, limits())
        for wish in [try limits(approvals: 1, people), try limits(patients: 4), try limits(coolingOff: 0)] {
            await #expect(throws: KeyringError(.unapproved, "")) {
                try await safe.setLimits(wish, request: .random())
            }
        }
        let named = try limits(approvals: 2, people)
        #expect(try await safe.setLimits(named, request: .random(), asCustodian: true) == nil)
        #expect(try await safe.limits().approvers == named.approvers)
        await safe.close()
    }

    @Test func limitsThatCannotBeAreRefused() throws {
        let people = try three()
        #expect(throws: KeyringError(.request, "")) { try limits(approvals: 4, people) }
        #expect(throws: KeyringError(.request, "")) { try limits(approvals: 0, people) }
        #expect(throws: KeyringError(.request, "")) { try limits(approvals: 1, people + [people[0]]) }
        #expect(throws: KeyringError(.request, "")) { try limits(patients: -1) }
    }

    @Test func aWholeTreeIsEverybody() async throws {
        let fixture = try TemporaryPlaces()
        let people = try three()
        let safe = try await safe(fixture, limits(approvals: 2, people))
        _ = try await safe.addTree(.random())
        let whole = PunctureRequest(
            id: .random(),
            incarnation: fixture.incarnation,
            prefixes: [Prefix(tree: .first, path: .root)],
            purpose: .renewal
        )
        await #expect(throws: KeyringError(.unapproved, "")) { try await safe.puncture(whole) }
        let order = SafeOrder(whole, to: fixture.identity)
        for person in people[..<2] { try await safe.approve(person.approval(of: order, from: time.now)) }
        #expect(try await safe.puncture(whole).state == .destroyed)
        // What was approved as a whole does not use up the day.
        let tree = try #require(TreeNumber(2))
        let erased = fixture.request([.patient(patient(1), in: tree)])
        #expect(try await safe.puncture(erased).state == .destroyed)
        await safe.close()
    }

    @Test func withoutApproversATreeCountsAllPatientsThereAre() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await safe(fixture, limits(patients: 100))
        _ = try await safe.addTree(.random())
        func whole(_ number: Int16) throws -> PunctureRequest {
            PunctureRequest(
                id: .random(),
                incarnation: fixture.incarnation,
                prefixes: [Prefix(tree: try #require(TreeNumber(number)), path: .root)],
                purpose: .renewal
            )
        }
        _ = try await safe.leasePatientNumbers(64)
        #expect(try await safe.puncture(whole(1)).state == .destroyed)
        _ = try await safe.leasePatientNumbers(64)
        await #expect(throws: KeyringError(.unapproved, "")) { try await safe.puncture(whole(2)) }
        await safe.close()
    }

    @Test func mirroredPlacesAgree() async throws {
        let fixture = try TemporaryPlaces()
        let people = try three()
        let safe = try await safe(fixture, limits(approvals: 1, people))
        try fixture.hide(1)
        let strict = try limits(patients: 0, approvals: 1, people)
        #expect(try await safe.setLimits(strict, request: .random()) == nil)
        let request = fixture.request(patients(1...1))
        await #expect(throws: KeyringError(.unapproved, "")) { try await safe.puncture(request) }
        try fixture.bringBack(1)
        #expect(try await safe.settle().places.allSatisfy { $0.state == .current })
        await safe.close()
        for place in fixture.places {
            let alone = Place(label: place, identity: fixture.identity, faults: .none)
            #expect(try alone.readLimits().patients == 0)
            #expect(try alone.readWaiting().orders.count == 1)
        }
        // One whose file was spoiled gets it from the other; spoiled in both, nothing opens.
        let file = fixture.folder(0) + "/limits"
        try Data("{}".utf8).write(to: URL(filePath: file))
        await (try fixture.open()).close()
        #expect(
            try Place(label: fixture.places[0], identity: fixture.identity, faults: .none).readLimits()
                .patients == 0
        )
        for index in 0..<2 { try Data("{}".utf8).write(to: URL(filePath: fixture.folder(index) + "/limits")) }
        await #expect(throws: KeyringError(.damaged, "")) { try await fixture.open() }
    }

    @Test func killedAtEveryOperationOfLimitsAndOrders() async throws {
        let people = try three()
        for target in 0..<8 {
            let comment = Comment("at \(target)")
            let fixture = try TemporaryPlaces(2)
            await (try await safe(fixture, limits(approvals: 1, people))).close()
            let counter = FaultScript(at: -1, .fail, isFatal: false)
            await (try fixture.open(counter.plan)).close()
            let script = FaultScript(
                at: counter.count + target,
                target % 2 == 0 ? .tear : .failAfter,
                isFatal: true
            )
            let safe = try await fixture.open(script.plan)
            let request = fixture.request(patients(1...5))
            let strict = try limits(patients: 2, approvals: 1, people)
            var isSet = false
            do {
                _ = try await safe.setLimits(strict, request: .random())
                isSet = true
            } catch {}
            var isNoted = false
            do { _ = try await safe.puncture(request) } catch let error as KeyringError {
                isNoted = error.code == .unapproved
            }
            await safe.close()
            let again = try await fixture.open()
            let found = try await again.limits().patients
            #expect(found == 2 || (!isSet && found == 3), comment)
            #expect(try await again.waitingOrders().count == 1 || !isNoted, comment)
            #expect(try await again.nodes(under: .patient(1)).count == 1, comment)
            #expect(try await again.status().places.allSatisfy { $0.state == .current }, comment)
            await again.close()
        }
    }
}
