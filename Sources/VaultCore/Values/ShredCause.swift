public import Keyring

/// Why keys are destroyed; column `shreds.cause`.
public enum ShredCause: Int16, Sendable {
    /// Somebody or a law asks for it.
    case erasure = 1
    /// The version was wrong, and its record reads a corrected one.
    case rectification = 2
    /// The record stood in a wrong patient's file, and its keys have a place in the right one's.
    case move = 3

    /// Why, as far as the key safe is told.
    public var purpose: PuncturePurpose {
        switch self {
        case .erasure, .rectification: .erasure
        case .move: .move
        }
    }
}

extension ShredScope {
    /// Why keys of this scope are destroyed.
    public var cause: ShredCause {
        switch self {
        case .patient, .person, .records: .erasure
        case .versions: .rectification
        case .moved: .move
        }
    }
}
