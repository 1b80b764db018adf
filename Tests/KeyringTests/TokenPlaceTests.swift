import Foundation
import Testing
import VaultCrypto
import VaultModel

@testable import Keyring

/// Places whose keys are in tokens: the folder alone opens nothing, and what the token destroyed is gone.
@Suite struct TokenPlaceTests {
    private struct Setting {
        let fixture: TemporaryPlaces
        let tokens: [MemoryToken]

        init(_ count: Int, threshold: Int = 1) throws {
            fixture = try TemporaryPlaces(count, threshold: threshold)
            tokens = (0..<count).map { _ in MemoryToken() }
        }

        /// The first `inTokens` places have tokens.
        func safe(_ plan: PlaceFaults = .none, inTokens: Int? = nil) -> FileKeySafe {
            let fixture = fixture
            return FileKeySafe(
                identity: fixture.identity,
                places: fixture.places.enumerated().map { index, label in
                    Place(
                        label: label,
                        identity: fixture.identity,
                        faults: plan,
                        token: index < inTokens ?? tokens.count ? tokens[index] : nil
                    )
                },
                dataDirectory: fixture.data,
                incarnation: fixture.incarnation,
                isReadOnly: false,
                clock: .system,
                faults: .none
            )
        }

        func create(inTokens: Int? = nil) async throws -> FileKeySafe {
            try await safe(inTokens: inTokens).created(
                acceptsWeak: true,
                incarnation: fixture.incarnation,
                threshold: fixture.threshold
            )
        }
    }

    @Test func theFolderOpensNothingAndEveryStateHasAKeyOfItsOwn() async throws {
        let setting = try Setting(1)
        let safe = try await setting.create()
        let first = setting.tokens[0].names
        #expect(first.count == 1)
        let request = setting.fixture.request([.slot(7, 3)])
        #expect(try await safe.puncture(request).state == .destroyed)
        #expect(setting.tokens[0].names.count == 1 && setting.tokens[0].names != first)
        #expect(
            try await safe.status().level.sentence == "keys under a software token, whose files may be copied"
        )
        await safe.close()
        let again = try await setting.safe().opened()
        #expect(try await again.nodes(under: .slot(7, 3)).isEmpty)
        #expect(try await again.nodes(under: .slot(7, 4)).count == 1)
        #expect(try await !again.freshlyCovers(.slot(7, 3)))
        await again.close()
        await #expect(throws: KeyringError(.placement, "")) { try await setting.fixture.open() }
    }

    @Test func aFolderIsNotTakenForAToken() async throws {
        let setting = try Setting(1)
        await (try setting.fixture.create()).close()
        await #expect(throws: KeyringError(.placement, "")) { try await setting.safe().opened() }
    }

    @Test func aTokenThatIsTakenOutMakesAPlacePendingUntilItIsBack() async throws {
        let setting = try Setting(2)
        let safe = try await setting.create(inTokens: 1)
        setting.tokens[0].takeAway()
        let request = setting.fixture.request([.slot(7, 3)])
        #expect(try await safe.puncture(request).state == .pending(confirmed: 1, of: 2))
        #expect(try await safe.nodes(under: .slot(7, 4)).count == 1)
        setting.tokens[0].bringBack()
        #expect(try await safe.puncture(request).state == .destroyed)
        #expect(setting.tokens[0].names.count == 1)
        await safe.close()
        // Nobody is left to open it.
        setting.tokens[0].takeAway()
        try setting.fixture.hide(1)
        await #expect {
            try await setting.safe(inTokens: 1).opened()
        } throws: { error in
            (error as? KeyringError)?.message.contains("taken away by a test") == true
        }
    }

    @Test func keysOfAttemptsThatWereGivenUpGoAtOpening() async throws {
        let setting = try Setting(1)
        await (try setting.create()).close()
        try setting.tokens[0].makeOrphan()
        #expect(setting.tokens[0].names.count == 2)
        await (try setting.safe().opened()).close()
        #expect(setting.tokens[0].names.count == 1)
    }

    @Test(arguments: [PlaceFaults.Verdict.fail, .tear, .failAfter])
    func killAtEveryOperationOfAPuncture(verdict: PlaceFaults.Verdict) async throws {
        for (count, threshold) in [(1, 1), (3, 2)] {
            let counter = FaultScript(at: -1, .fail, isFatal: false)
            let probe = try Setting(count, threshold: threshold)
            await (try probe.create()).close()
            let counted = try await probe.safe(counter.plan).opened()
            _ = try await counted.puncture(probe.fixture.request([.slot(7, 3)]))
            await counted.close()
            for target in 0..<counter.count where target % count == 0 {
                let comment = Comment("\(count) places, \(verdict) at \(target)")
                let setting = try Setting(count, threshold: threshold)
                await (try setting.create()).close()
                let request = setting.fixture.request([.slot(7, 3)])
                let broken = setting.safe(FaultScript(at: target, verdict, isFatal: true).plan)
                let receipt = try? await broken.opened().puncture(request)
                await broken.close()
                let safe = try await setting.safe().opened()
                let isLive = try await !safe.nodes(under: .slot(7, 3)).isEmpty
                if receipt?.state == .destroyed { #expect(!isLive, comment) }
                #expect(try await safe.nodes(under: .slot(7, 4)).count == 1, comment)
                #expect(try await safe.puncture(request).state == .destroyed, comment)
                #expect(try await safe.nodes(under: .slot(7, 3)).isEmpty, comment)
                for token in setting.tokens { #expect(token.names.count == 1, comment) }
                await safe.close()
            }
        }
    }
}
