internal import VaultCore
internal import VaultModel

extension KeyRenewalStanding {
    /// How far it has come, for people.
    var line: String {
        let moved = "\(total.keys - left.keys) of \(counted(total.keys, "key"))"
        guard left.keys > 0 || left.patients > 0 else {
            return
                "a key renewal has moved every key; the old ones are not destroyed yet (`lethe key-safe renew keys`)"
        }
        return isRunning
            ? "a key renewal runs: \(moved) moved"
            : "a key renewal was interrupted: \(moved) moved; `lethe key-safe renew keys` goes on with it"
    }

    /// The same for programs.
    var json: CanonicalJSON {
        .object([
            "begun": .bool(isBegun),
            "keys": .integer(Int64(total.keys)),
            "keysLeft": .integer(Int64(left.keys)),
            "patients": .integer(Int64(total.patients)),
            "patientsLeft": .integer(Int64(left.patients)),
            "running": .bool(isRunning),
        ])
    }
}
