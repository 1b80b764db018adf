internal import Keyring
internal import VaultCrypto
internal import VaultModel

/// Seals and opens what an erasure keeps of itself, under its office slot.
struct ShredSealer: Sendable {
    let shred: ShredID
    let origin: String
    let controller: ControllerID
    let officeKeys: PatientKeys
    let binding: KeyBinding

    private var orderContext: [UInt8] { Self.orderContext(of: shred) }
    private var fileContext: [UInt8] { Self.fileContext(of: shred) }

    /// What the order of a shred is bound to.
    static func orderContext(of shred: ShredID) -> [UInt8] { shred.bytes + Array("order".utf8) }

    /// What the file of a shred is bound to.
    static func fileContext(of shred: ShredID) -> [UInt8] { shred.bytes + Array("file".utf8) }

    /// Seals the bytes of an order.
    func seal(order: [UInt8], at slot: Slot) throws -> [UInt8] {
        let key = try officeKeys.key(of: slot, for: binding)
        return SealedRow.seal(order, key: key, context: orderContext)
    }

    func openOrder(of shred: ShredRow) throws -> ShredOrder {
        let key = try officeKeys.key(of: shred.slot, for: binding)
        return try ShredOrder(decoding: SealedRow.open(shred.sealedOrder, key: key, context: orderContext))
    }

    func openFile(of shred: ShredRow) throws -> ShredFile {
        guard let record = shred.record else {
            throw VaultError(.damaged, "an erasure is to be certified that is not recorded")
        }
        let key = try officeKeys.key(of: shred.slot, for: binding)
        return try ShredFile(decoding: SealedRow.open(record.sealedFile, key: key, context: fileContext))
    }

    /// Fixes the ledger's statement and its opening, once the versions are known.
    func record(
        of versions: [ErasureAnnex.Version],
        by order: ShredOrder,
        at slot: Slot
    ) throws -> ShredRecord {
        // What was moved has its rows at the right place by now.
        let annex = ErasureAnnex(versions: order.move?.versions ?? versions)
        let statement = Statement(
            origin: origin,
            controller: controller,
            at: order.terms.closedForReadingSince,
            event: .erasure(ErasureStatement(shred: shred, annex: annex, terms: order.terms))
        ).bytes
        let opening = Opening.random()
        let file = ShredFile(statement: statement, opening: opening.reveal(), annex: annex)
        let key = try officeKeys.key(of: slot, for: binding)
        return ShredRecord(
            sealedFile: SealedRow.seal(file.encoded, key: key, context: fileContext),
            commitment: Commitment.commit(to: statement, opening: opening)
        )
    }
}
