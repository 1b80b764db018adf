public import Keyring
public import VaultModel

/// An erasure that the key safe remembers and the database does not.
public struct RepeatedErasure: Sendable {
    /// The shred that it is from now on.
    public let id: ShredID
    /// The key safe's line about it.
    public let entry: PunctureListEntry
    /// The patient, when the whole patient went.
    public let patient: PatientNumber?
    /// The slots, when single versions went.
    public let slots: [Slot]
    /// Where the keys went, when it was a move and a file says it.
    public let moved: [MoveFile.Place]
    /// Seals what is known of it under the office slot that the transaction hands out.
    public let seal: @Sendable (Slot) throws -> [UInt8]

    /// Reads what was destroyed from the key safe's line.
    ///
    /// - Throws: ``VaultError/Code/unusable`` when it is neither one patient nor a set of versions.
    init(
        _ entry: PunctureListEntry,
        as id: ShredID,
        moved: [MoveFile.Place] = [],
        seal: @escaping @Sendable (Slot) throws -> [UInt8]
    ) throws {
        slots = entry.prefixes.compactMap(\.path.slot)
        // While keys were moved, each prefix was destroyed in the old trees and in the new one.
        let patients = Set(
            entry.prefixes.filter { $0.path.slot == nil }.map { prefix in
                prefix.path.patient.flatMap { .patient($0) == prefix.path ? $0 : nil }
            }
        )
        patient = patients.first ?? nil
        guard patients.isEmpty ? !slots.isEmpty : patients.count == 1 && patient != nil && slots.isEmpty
        else {
            throw VaultError(
                .unusable,
                "the key safe's list has an erasure of a kind that this version cannot repeat; use the version that made it"
            )
        }
        self.id = id
        self.entry = entry
        self.moved = moved
        self.seal = seal
    }
}
