/// Why keys are destroyed, as far as the key safe is told.
public enum PuncturePurpose: UInt8, CaseIterable, Hashable, Sendable {
    /// A person's erasure: a case, or a stated ground.
    case erasure = 1
    /// A retention period that ended.
    case expiry = 2
    /// A version replaced by one without some of its parts.
    case redaction = 3
    /// A record stored under the wrong patient.
    case move = 4
    /// A suppression of what must not come back.
    case suppression = 5
    /// A slot whose key moved to another tree or slot.
    case renewal = 6
}
