internal import VaultCore

/// Why keys are destroyed; column `shreds.cause`.
enum ShredCause: Int16 {
    /// Somebody or a law asks for it.
    case erasure = 1
    /// The version was wrong, and its record reads a corrected one.
    case rectification = 2

    init(of scope: ShredScope) {
        self =
            switch scope {
            case .patient, .records: .erasure
            case .versions: .rectification
            }
    }
}
