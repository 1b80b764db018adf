import Testing
import VaultCore
import VaultModel
import VaultStorage

extension CrashScenario {
    /// Runs the command in an open vault.
    ///
    /// - Returns: Whether it was acknowledged.
    func isDone(on open: OpenVault, _ round: CrashRound) async -> Bool {
        do {
            try await act(on: open, round)
            return true
        } catch {
            return false
        }
    }

    /// Checks the vault that went on after what it could not help: what was acknowledged is there, what was begun is
    /// finished or never was.
    func expectKept(_ open: OpenVault, _ round: CrashRound, isDone: Bool, _ comment: Comment) async throws {
        let controller = try await open.vault.controller(named: Sample.controller)
        // What an operator does who reads of the failure: looks at the status, which finishes erasures, or asks again.
        if self == .renewIndex { _ = try await controller.renewIndex() }
        if !isDone, self == .renewKeys { _ = try await controller.renewKeys() }
        if !isDone, [.verifyBackup, .retireBackup].contains(self) { try await act(on: open, round) }
        #expect(try await controller.overview().waiting == 0, comment)
        let isBegun = isDone ? true : try await hasBegun(controller, round)
        if isBegun { try await expectRecovered(open, round, answer: isDone ? .object([:]) : nil, comment) }
        if !isBegun { try await controller.expectWhole(round.person, comment) }
    }

    /// Whether an erasure came as far as its fence, from where on it is driven forward.
    private func hasBegun(_ controller: ControllerVault, _ round: CrashRound) async throws -> Bool {
        guard self == .eraseRecords || self == .erasePatient else { return true }
        do {
            _ = try await controller.bytes(of: round.person.scan)
            return false
        } catch let error as VaultError where [.erased, .closed, .notFound].contains(error.code) {
            return true
        }
    }
}
