/// The place of one version's key under its tree: a patient number and a serial.
///
/// Serial 0 is the patient-scope key and is punctured only with the patient.
public struct Slot: Hashable, Comparable, Sendable {
    /// The patient whose slot it is.
    public let patient: PatientNumber

    /// The serial under that patient.
    public let serial: UInt32

    /// The largest serial; with it the prefix code is 45 bits deep.
    public static let maximumSerial: UInt32 = (1 << 23) - 2

    /// Makes a slot; a serial above ``maximumSerial`` is `nil`.
    public init?(patient: PatientNumber, serial: UInt32) {
        guard serial <= Self.maximumSerial else { return nil }
        self.patient = patient
        self.serial = serial
    }

    /// Takes the form stored in the database: patient number in the upper 40 bits, serial in the lower 23.
    public init?(packed: Int64) {
        guard packed >= 0, let patient = PatientNumber(UInt64(packed) >> 23) else { return nil }
        self.init(patient: patient, serial: UInt32(UInt64(packed) & ((1 << 23) - 1)))
    }

    /// The form stored in the database, always at least 0.
    public var packed: Int64 {
        Int64(patient.rawValue << 23 | UInt64(serial))
    }

    /// Orders by patient, then serial.
    public static func < (left: Self, right: Self) -> Bool {
        left.packed < right.packed
    }
}
