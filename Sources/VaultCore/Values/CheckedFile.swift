public import VaultModel

/// A patient's file that is about to be opened by `vault check`, and its state then.
public struct CheckedFile: Hashable, Sendable {
    /// Whose it is.
    public let patient: PatientNumber
    /// The patient's counter, which every change of the file raises.
    public let serial: Int32

    /// Makes one.
    public init(patient: PatientNumber, serial: Int32) {
        self.patient = patient
        self.serial = serial
    }
}
