import PostgresClient
import VaultModel
import VaultStorage

@testable import Keyring
@testable import VaultCore
@testable import VaultCrypto

/// A key renewal that is interrupted half way; records and patients are erased before it goes on.
extension ResidueLab {
    /// Begins to renew the keys and stops when those of half of the patients have moved.
    mutating func beginRenewal(in controller: ControllerVault) async throws {
        progress("renewing keys, and stopping half way")
        goneBeforeRenewal = Set(versions.filter(isErased).map(\.row.slot))
        try await stop.stop(behind: .renewalFileBegun) { try await controller.renewKeys() }
        let (renewal, tree) = try await Self.renewal(of: controller)
        if options.weaknesses.contains(.oldLeavesKept) { try await keepOldLeaves(to: tree, in: controller) }
        var half: [PatientRow] = []
        for person in people where person.movesFirst && !person.isGone {
            guard let id = person.patient else { continue }
            half.append(try await controller.activePatient(id))
        }
        // A transaction of the renewal takes some thousands of keys: here it takes what it is told.
        _ = try await controller.move(
            half,
            to: tree,
            controller.facilities.keyFiles.writer(for: renewal.id, to: tree)
        )
        for patient in half {
            for row in try await controller.tables.records.allVersions(of: patient.number) {
                renewedWraps[row.slot.packed] = row.wrappedKey
                let key = try await controller.labWrapKey(at: row.slot, tree: tree, for: row)
                secrets.append(
                    ("new wrap key of record \(row.record)", key.bytes.publicBytes(in: 0..<key.bytes.count))
                )
            }
            for seed in try await controller.labSeeds(of: patient.number, in: tree) {
                secrets.append(("new seed of a patient", seed))
            }
        }
    }

    /// Erases while the renewal stands still, and looks what opens then and there.
    mutating func eraseMidway(in controller: ControllerVault) async throws {
        progress("erasing in the middle of the key renewal")
        let isHidden = options.weaknesses.contains(.oneTreePunctured)
        if isHidden { try await setRenewal("state = 'ended', ended_at = now()", where: "ended_at IS NULL") }
        for index in people.indices {
            switch people[index].fate {
            case .losesRecord:
                if let image = people[index].documents.firstIndex(where: { $0.fileName.hasPrefix("Aufnahme") }
                ) {
                    try await eraseRecord(image, of: index, in: controller)
                }
            case .isNotTheOther: try await eraseRecord(0, of: index, in: controller)
            case .isErased, .isOneOfTwo: try await erasePatient(index, in: controller)
            default: break
            }
        }
        if isHidden { try await setRenewal("state = 'moving', ended_at = NULL", where: "true") }
        midway = try await lookMidway(in: controller)
    }

    /// Goes on with the renewal to its end.
    mutating func finishRenewal(in controller: ControllerVault) async throws {
        progress("finishing the key renewal")
        guard options.weaknesses.contains(.oldTreeKept) else {
            let report = try await controller.renewKeys()
            guard report.keySafes == places.count else {
                throw LabProgram.Failure(description: "a place kept the old keys")
            }
            return
        }
        try await stop.stop(behind: .renewalMoved) { try await controller.renewKeys() }
        let (renewal, _) = try await Self.renewal(of: controller)
        let epoch = try await controller.facilities.keySafe.status().epoch
        try await controller.tables.renewals.noteEnded(renewal.id, epoch: epoch, at: controller.clock.now)
    }

    private static func renewal(of controller: ControllerVault) async throws -> (KeyRenewalRow, TreeNumber) {
        guard let renewal = try await controller.tables.renewals.unfinished(), let tree = renewal.tree else {
            throw LabProgram.Failure(description: "no key renewal runs")
        }
        return (renewal, tree)
    }

    private func setRenewal(_ values: String, where condition: String) async throws {
        try await server.session { session in
            let done = try session.execute(
                "UPDATE key_renewals SET \(unsafeSQL: values) WHERE \(unsafeSQL: condition)"
            )
            guard done == 1 else { throw LabProgram.Failure(description: "no key renewal runs") }
        }
    }

    /// Tries every wrapped key that there was, old and new, in both trees, with the key safe of this moment.
    private func lookMidway(in controller: ControllerVault) async throws -> MidwayReport {
        controller.keys.evictAll()
        let trees = try await controller.facilities.keySafe.status().trees
        var report = MidwayReport()
        for version in versions {
            let wraps = [version.row.wrappedKey] + [renewedWraps[version.row.slot.packed]].compactMap(\.self)
            for tree in trees {
                report.tried += 1
                guard
                    let key = try? await controller.labWrapKey(
                        at: version.row.slot,
                        tree: tree,
                        for: version.row
                    ),
                    wraps.contains(where: {
                        (try? WrappedRecordKey(bytes: $0).unwrap(under: key.bytes)) != nil
                    })
                else { continue }
                if isErased(version) {
                    report.hits.insert("\(version.name), in tree \(tree.rawValue)")
                } else if tree == trees.last {
                    report.living.new += 1
                } else {
                    report.living.old += 1
                }
            }
        }
        return report
    }
}
