import Testing

@testable import VaultCore

/// Many run out of slots at the same time; the key safe is asked once.
@Suite struct SerialRaisesTests {
    @Test func whoFailedBeforeARaiseRaisesNothing() async throws {
        let (raises, blocks) = (SerialRaises(), Shared(0))
        let before = raises.value
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    try await raises.pass(unlessSince: before) {
                        await Task.yield()
                        blocks.update { $0 += 1 }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(blocks.value == 1)
        // What fails raised nothing: the next one does.
        struct Failure: Error {}
        await #expect(throws: Failure.self) {
            try await raises.pass(unlessSince: raises.value) { throw Failure() }
        }
        try await raises.pass(unlessSince: raises.value) { blocks.update { $0 += 1 } }
        #expect(blocks.value == 2)
    }
}
