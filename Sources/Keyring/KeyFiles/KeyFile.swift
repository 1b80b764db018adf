internal import VaultCrypto
public import VaultModel

/// A key file as it lies in a folder: what it is of, whether it is whole, and where each patient's keys are.
public struct KeyFile: Sendable {
    /// Where it lies.
    public let path: String
    /// The renewal that wrote it.
    public let renewal: RequestID
    /// The tree whose keys open it.
    public let successor: TreeNumber
    /// The trees whose keys it holds.
    public let trees: Set<TreeNumber>
    /// Whether it says that it has everything, and nothing of it is missing or changed.
    public let isComplete: Bool
    /// The number of bytes that were read.
    let size: Int
    let identity: SafeIdentity
    private let records: [Record]

    /// The part of the patients' numbers that one record of the file is about.
    private struct Record: Sendable {
        let patients: ClosedRange<PatientNumber>
        let offset: Int
        let length: Int
    }

    /// Reads a file; what is behind its last whole record is not looked at.
    ///
    /// - Throws: `FileError`; `KeyringError` with code `damaged` for anything that is no key file.
    init(path: String) throws {
        let file = try DurableFile.open(path, mode: .readOnly)
        let size = try file.size()
        guard size >= ChainedLog.headerSize,
            let header = KeyFileFormat.Header(bytes: try file.read(count: ChainedLog.headerSize, at: 0))
        else { throw KeyFiles.damaged(path) }
        var records: [Record] = []
        var trees: Set<TreeNumber> = []
        var (isGood, isEnded) = (true, false)
        var offset = ChainedLog.headerSize
        let index = try LogScan.index(of: file, header: header.bytes) { payload in
            var numbers: [PatientNumber] = []
            let isRead = KeyFileFormat.read(
                Array(payload),
                to: header.successor,
                wants: { _, _ in false },
                visit: { leaves in
                    numbers.append(leaves.patient)
                    trees.insert(leaves.tree)
                }
            )
            // Nothing comes behind the record that ends the file.
            isGood = isGood && isRead && !isEnded
            isEnded = payload.isEmpty
            if let first = numbers.first, let last = numbers.last {
                records.append(Record(patients: first...last, offset: offset + 4, length: payload.count))
            }
            offset += 4 + payload.count + Digest.size
        }
        guard isGood, let index else { throw KeyFiles.damaged(path) }
        self.path = path
        renewal = header.renewal
        successor = header.successor
        identity = header.identity
        self.trees = trees
        self.size = size
        isComplete = isEnded && index.end == size
        self.records = records
    }

    /// What the file holds of a patient in a tree.
    ///
    /// - Throws: `FileError`; `KeyringError` with code `damaged` when it was changed since it was opened.
    func leaves(of patient: PatientNumber, in tree: TreeNumber) throws -> KeyFileLeaves? {
        var found: KeyFileLeaves?
        for record in records where record.patients.contains(patient) {
            let file = try DurableFile.open(path, mode: .readOnly)
            let isRead = KeyFileFormat.read(
                try file.read(count: record.length, at: record.offset),
                to: successor,
                wants: { $0 == patient && $1 == tree },
                visit: { leaves in
                    guard leaves.patient == patient, leaves.tree == tree else { return }
                    if found == nil { found = leaves } else { found?.merge(leaves) }
                }
            )
            guard isRead else { throw KeyFiles.damaged(path) }
        }
        return found
    }
}
