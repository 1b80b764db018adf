public import VaultModel

/// What a patient's keys open directly: the wrapped keys of their versions, and the rows sealed under their slots.
public struct PatientSeals: Sendable {
    /// A wrapped record key.
    public struct WrappedKey: Sendable {
        /// The slot.
        public let slot: Slot
        /// The record.
        public let record: RecordID
        /// The version.
        public let version: VersionNumber
        /// Record key and opening, wrapped.
        public let wrapped: [UInt8]

        /// Makes a key.
        public init(slot: Slot, record: RecordID, version: VersionNumber, wrapped: [UInt8]) {
            self.slot = slot
            self.record = record
            self.version = version
            self.wrapped = wrapped
        }
    }

    /// The patient, or the office.
    public let patient: PatientRow
    /// The keys of versions.
    public let keys: [WrappedKey]
    /// The sealed rows.
    public let cells: [SealedCell]
    /// Slots that were handed out for something else, such as what the key safe's journal holds.
    public let otherSlots: [Slot]

    /// Groups them.
    public init(patient: PatientRow, keys: [WrappedKey], cells: [SealedCell], otherSlots: [Slot]) {
        self.patient = patient
        self.keys = keys
        self.cells = cells
        self.otherSlots = otherSlots
    }
}
