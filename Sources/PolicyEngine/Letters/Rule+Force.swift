internal import VaultModel

extension Rule {
    /// Whether it is law on a day.
    func isInForce(on day: Day) -> Bool {
        (inForceFrom.map { $0 <= day } ?? true) && (inForceTo.map { day <= $0 } ?? true)
    }
}
