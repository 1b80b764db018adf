internal import VaultCrypto
internal import VaultModel

/// The encoding of key files, `docs/formats/key-file.md`.
///
/// Header, 64 bytes: magic (8), format (1), tree that opens it (2), zeros (5), vault, controller, renewal (16 each). Then
/// records as in a chained log. The last of a complete file has an empty payload.
enum KeyFileFormat {
    private static let magic = Array("LETHEKEY".utf8)
    /// The number of bytes of a sealed leaf key.
    static let sealedSize = AESGCM.keySize + AESGCM.tagSize

    /// What the header of a file says.
    struct Header: Hashable, Sendable {
        let identity: SafeIdentity
        let renewal: RequestID
        let successor: TreeNumber

        var bytes: [UInt8] {
            var bytes = magic + [1]
            bytes.append(bigEndian: successor.rawValue)
            bytes += [UInt8](repeating: 0, count: 5) + identity.bytes + renewal.bytes
            return bytes
        }

        init(identity: SafeIdentity, renewal: RequestID, successor: TreeNumber) {
            self.identity = identity
            self.renewal = renewal
            self.successor = successor
        }

        /// Reads exactly what ``bytes`` writes; anything else is `nil`.
        init?(bytes: [UInt8]) {
            guard bytes.count == ChainedLog.headerSize,
                let tree = TreeNumber(Int16(truncatingIfNeeded: Int(bytes[9]) << 8 | Int(bytes[10]))),
                let vault = VaultID(bytes: Array(bytes[16..<32])),
                let controller = ControllerID(bytes: Array(bytes[32..<48])),
                let renewal = RequestID(bytes: Array(bytes[48..<64]))
            else { return nil }
            self.init(
                identity: SafeIdentity(vault: vault, controller: controller),
                renewal: renewal,
                successor: tree
            )
            guard self.bytes == bytes else { return nil }
        }
    }

    /// The payload of a record: tree (2), patient (8), number of keys (4), for each key serial (4) and sealed key (48).
    static func payload(_ patients: [KeyFileLeaves]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(patients.reduce(0) { $0 + 14 + $1.count * (4 + sealedSize) })
        for leaves in patients.sorted(by: { ($0.patient, $0.tree) < ($1.patient, $1.tree) })
        where leaves.count > 0 {
            bytes.append(bigEndian: leaves.tree.rawValue)
            bytes.append(bigEndian: leaves.patient.rawValue)
            bytes.append(bigEndian: UInt32(leaves.count))
            for (serial, sealed) in leaves.sealed.sorted(by: { $0.key < $1.key }) {
                bytes.append(bigEndian: serial)
                bytes += sealed
            }
        }
        return bytes
    }

    /// Reads exactly what ``payload(_:)`` writes and calls `visit` with each patient; the keys are read only of those that
    /// `wants` names.
    ///
    /// - Returns: Whether the payload has the form.
    static func read(
        _ payload: [UInt8],
        to successor: TreeNumber,
        wants: (PatientNumber, TreeNumber) -> Bool,
        visit: (KeyFileLeaves) -> Void
    ) -> Bool {
        var reader = ByteReader(payload)
        var last: (PatientNumber, TreeNumber)?
        while !reader.isAtEnd {
            guard let tree = reader.number(Int16.self).flatMap({ TreeNumber($0) }), tree != successor,
                let patient = reader.number(UInt64.self).flatMap({ PatientNumber($0) }),
                let count = reader.number(UInt32.self), count > 0
            else { return false }
            if let last, last >= (patient, tree) { return false }
            last = (patient, tree)
            let isWanted = wants(patient, tree)
            var sealed: [UInt32: [UInt8]] = [:]
            var previous: UInt32?
            for _ in 0..<count {
                guard let serial = reader.number(UInt32.self), serial <= Slot.maximumSerial,
                    previous.map({ $0 < serial }) ?? true, let key = reader.run(sealedSize)
                else { return false }
                previous = serial
                if isWanted { sealed[serial] = Array(key) }
            }
            visit(KeyFileLeaves(of: patient, from: tree, to: successor, sealed: sealed))
        }
        return true
    }
}
