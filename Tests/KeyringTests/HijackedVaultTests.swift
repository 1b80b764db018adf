import Testing
import VaultCrypto
import VaultModel

@testable import Keyring

/// A vault process in the wrong hands: it speaks to the key safe as it likes, and still cannot erase a hospital.
@Suite struct HijackedVaultTests {
    private static let patients: UInt64 = 400
    private static let limit: Int64 = 20

    /// What the attacker has: the protocol, the adopted incarnation and a key of their own; the clock is the key safe's.
    private struct Attacker {
        let safe: any KeySafe
        var incarnation: IncarnationID
        let own: TestApprover

        func order(_ prefixes: [Prefix], _ purpose: PuncturePurpose, id: RequestID = .random())
            -> PunctureRequest
        {
            PunctureRequest(id: id, incarnation: incarnation, prefixes: prefixes, purpose: purpose)
        }

        /// Tries; whatever is answered, the test looks at what is left.
        func destroy(_ prefixes: [Prefix], _ purpose: PuncturePurpose = .erasure, id: RequestID = .random())
            async
        {
            _ = try? await safe.puncture(order(prefixes, purpose, id: id))
        }

        /// Signs everything that waits, with a key that nobody gave that power.
        func approveEverything(until: Timestamp) async {
            for waiting in (try? await safe.waitingOrders()) ?? [] {
                try? await safe.approve(own.approval(of: waiting.order, until: until))
            }
        }
    }

    private func living(_ safe: FileKeySafe) async throws -> Int64 {
        var count: Int64 = 0
        for number in 1...Self.patients {
            // Somebody whose newest version opens is alive for them.
            if try await !safe.nodes(under: .slot(number, 1)).isEmpty { count += 1 }
        }
        return count
    }

    @Test(arguments: [false, true])
    func cannotEraseAHospital(hasApprovers: Bool) async throws {
        let time = SafeClock()
        let fixture = try TemporaryPlaces(1)
        let people = try [TestApprover("A", seed: 1), TestApprover("B", seed: 2)]
        let limits = try SafeLimits(
            patients: Self.limit,
            versions: Self.limit,
            coolingOff: 86_400,
            approvals: hasApprovers ? 2 : 0,
            approvers: hasApprovers ? people.map(\.approver) : []
        )
        let safe = try await fixture.safe(clock: time.clock)
            .created(acceptsWeak: true, incarnation: fixture.incarnation, limits: limits)
        _ = try await safe.leasePatientNumbers(Int(Self.patients))
        var attacker = Attacker(
            safe: safe,
            incarnation: fixture.incarnation,
            own: try TestApprover("A", seed: 99)
        )
        let everybody = (1...Self.patients).map { Prefix.patient($0) }
        let month = Timestamp(secondsSinceEpoch: time.now.secondsSinceEpoch + 30 * 86_400)

        // At once, by every name, with prefixes of every width.
        for purpose in PuncturePurpose.allCases {
            await attacker.destroy(everybody, purpose)
            await attacker.destroy((1...Self.patients).map { .slot($0, 1) }, purpose)
            for length in [0, 1, 20, 31, 36, 39] {
                let wide = Prefix(tree: .first, path: Prefix.patient(1).path.ancestor(ofLength: length))
                await attacker.destroy([wide], purpose)
            }
            let half = (1...Self.patients).map {
                Prefix(tree: .first, path: Prefix.patient($0).path.child(0))
            }
            await attacker.destroy(half, purpose)
            await attacker.destroy([.patient(0)], purpose)
        }
        #expect(try await living(safe) == Int64(Self.patients))
        // A fresh tree, and the old one as if its keys had been renewed.
        _ = try? await safe.addTree(.random())
        await attacker.destroy([Prefix(tree: .first, path: .root)], .renewal)
        // Signatures of their own, and one that was given for something small.
        await attacker.approveEverything(until: month)
        if hasApprovers {
            let small = attacker.order(everybody.prefix(Int(Self.limit) + 1).map(\.self), .erasure)
            let order = SafeOrder(small, to: fixture.identity)
            for person in people { try? await safe.approve(person.approval(of: order, until: month)) }
            let id = small.id
            await attacker.destroy(everybody, id: id)
        }
        // Limits that suit them better.
        for wish in [
            try SafeLimits(patients: 1 << 40, versions: 1 << 40, coolingOff: 0, approvals: 0, approvers: []),
            try SafeLimits(
                patients: 0,
                versions: 0,
                coolingOff: 86_400,
                approvals: 1,
                approvers: [attacker.own.approver]
            ),
        ] {
            _ = try? await safe.setLimits(wish, request: .random())
            await attacker.approveEverything(until: month)
        }
        #expect(try await safe.limits().approvers == limits.approvers)
        // A new life of the vault, and another, as often as they like.
        for _ in 1...3 {
            attacker.incarnation = .random()
            try? await safe.adopt(attacker.incarnation)
            await attacker.destroy(everybody)
        }
        #expect(try await living(safe) == Int64(Self.patients))

        // Small requests all day long, through restarts of the key safe.
        for hour in 0..<24 {
            for number in 0..<3 {
                let patient = UInt64(hour * 3 + number + 1)
                await attacker.destroy([.patient(patient)], [.erasure, .move, .renewal][number])
                await attacker.destroy([.slot(Self.patients - patient, 1)], .redaction)
            }
            if hour == 12 { await safe.close() }
            if hour < 23 { time.advance(hours: 1) }
        }
        let destroyed = Int64(Self.patients) - (try await living(safe))
        #expect(destroyed == 2 * Self.limit, "20 patients and 20 versions, whatever was tried")
        await safe.close()
    }
}
