public import VaultModel

extension NodePath {
    /// The node that covers every slot of one patient: 40 steps, the number's bits from the highest down.
    public static func patient(_ patient: PatientNumber) -> Self {
        Self(
            bits: UInt128(patient.rawValue) << UInt128(128 - PatientNumber.bitWidth),
            length: PatientNumber.bitWidth
        )
    }

    /// The leaf of one slot: the patient's path, then the Elias gamma code of the serial plus one.
    ///
    /// Serial `v` lies `2 * floor(log2(v + 1)) + 1` steps below its patient, and no slot's path is the beginning of
    /// another's.
    public static func slot(_ slot: Slot) -> Self {
        let number = UInt128(slot.serial) + 1
        let length = PatientNumber.bitWidth + 2 * floorLog2(slot.serial + 1) + 1
        return Self(
            bits: patient(slot.patient).bits | number << UInt128(128 - length),
            length: length
        )
    }

    /// The patient whose slots this node covers, all or in part; `nil` above the patients.
    public var patient: PatientNumber? {
        length < PatientNumber.bitWidth
            ? nil : PatientNumber(UInt64(truncatingIfNeeded: bits >> UInt128(128 - PatientNumber.bitWidth)))
    }

    /// The slot whose leaf this node is; `nil` for every other node.
    public var slot: Slot? {
        guard let patient, length > PatientNumber.bitWidth else { return nil }
        let codeLength = length - PatientNumber.bitWidth
        let longest = 2 * Self.floorLog2(Slot.maximumSerial + 1) + 1
        guard codeLength % 2 == 1, codeLength <= longest else { return nil }
        let code = (bits << UInt128(PatientNumber.bitWidth)) >> UInt128(128 - codeLength)
        guard code >> UInt128(codeLength / 2) == 1 else { return nil }
        return Slot(patient: patient, serial: UInt32(truncatingIfNeeded: code - 1))
    }

    private static func floorLog2(_ number: UInt32) -> Int {
        31 - number.leadingZeroBitCount
    }
}
