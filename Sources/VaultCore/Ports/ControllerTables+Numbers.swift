internal import Keyring

extension ControllerTables {
    /// Lets patient numbers and serials go on above everything that was ever handed out, whatever these rows know.
    func moveNumbers(above keySafe: any KeySafe) async throws {
        let serials = try await keySafe.raiseSerials()
        try await gate.move(to: serials, patients: keySafe.status().patientMark)
    }
}
