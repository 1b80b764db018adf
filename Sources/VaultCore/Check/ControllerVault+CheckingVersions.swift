internal import Keyring
internal import VaultCrypto
internal import VaultModel

extension ControllerVault {
    /// About how many versions the files have together that are looked up at a time.
    private static let versionsOfFiles = 2000
    /// How many versions are opened at a time, and how many with their bodies, which are in memory then.
    private static let shallowPage = 1000
    private static let deepPage = 128

    /// What is wrong with a version.
    private enum Fault {
        case unreadable
        case unbound
        case body
        /// Erased, moved or under another key by now: nothing is known, and nothing is counted.
        case gone
    }

    /// Opens versions file by file, in bounded memory and on all processors, and marks the files that are whole.
    func checkVersions(_ depth: CheckDepth) async throws -> [CheckResult] {
        var counts: [Fault: Int] = [:]
        var last: PatientNumber?
        while true {
            let files = try await tables.invariants.files(
                after: last,
                for: depth,
                versions: Self.versionsOfFiles
            )
            guard let end = files.last else { break }
            let faults = try await faults(in: files.map(\.patient), isDeep: depth.isDeep)
            for (_, fault) in faults { counts[fault, default: 0] += 1 }
            let damaged = Set(faults.map(\.patient))
            if !isReadOnly {
                let whole = files.filter { !damaged.contains($0.patient) }
                try await tables.invariants.mark(whole, isDeep: depth.isDeep)
                try await tables.invariants.unmark(damaged)
            }
            last = end.patient
        }
        var results = [
            CheckResult(
                "every version's key unwraps and its metadata and facts open",
                violation: Self.count(counts[.unreadable] ?? 0, "version")
            )
        ]
        if depth.isDeep {
            results.append(
                CheckResult(
                    "every version's commitment opens to its statement",
                    violation: Self.count(counts[.unbound] ?? 0, "version")
                )
            )
            results.append(
                CheckResult(
                    "every part opens to the bytes its metadata names",
                    violation: Self.count(counts[.body] ?? 0, "version")
                )
            )
        }
        return results
    }

    private func faults(
        in patients: [PatientNumber],
        isDeep: Bool
    ) async throws -> [(patient: PatientNumber, fault: Fault)] {
        var found: [(patient: PatientNumber, fault: Fault)] = []
        var last: Slot?
        while true {
            let page = try await tables.invariants.versions(
                of: patients,
                after: last,
                limit: isDeep ? Self.deepPage : Self.shallowPage
            )
            guard let end = page.last else { return found }
            found += try await Shares.map(page, least: 16) { share in
                let parts = isDeep ? try await self.tables.records.parts(ofEach: share.map(\.slot)) : [:]
                let keys = try? await self.unwrap(share)
                var found: [(version: VersionRow, fault: Fault)] = []
                for (index, version) in share.enumerated() {
                    let faults = await self.faults(of: version, keys?[index], isDeep ? parts : nil)
                    found += faults.map { (version, $0) }
                }
                // Erasures close before they destroy, moves and key renewals write anew: what stands open where it stood
                // was at fault itself.
                let open = try await self.tables.invariants.places(stillOpen: found.map(\.version.slot))
                return found.map { version, fault in
                    (version.slot.patient, open[version.slot] == version.tree ? fault : .gone)
                }
            }
            last = end.slot
        }
    }

    /// - Parameters:
    ///   - known: The version's key; `nil` to ask for it alone.
    ///   - parts: The parts of several versions; `nil` to leave them closed.
    private func faults(
        of version: VersionRow,
        _ known: SharedSecret?,
        _ parts: [Slot: [PartRow]]?
    ) async -> [Fault] {
        do {
            var key = known
            if key == nil { key = try await unwrap(version) }
            guard let key else { return [.unreadable] }
            let opened = try open(version, key: key.bytes)
            guard let parts else { return [] }
            var faults: [Fault] = []
            if try await !isBound(version, opened) { faults.append(.unbound) }
            if try await !hasWholeBodies(version, opened, parts[version.slot] ?? [], key: key) {
                faults.append(.body)
            }
            return faults
        } catch {
            return [.unreadable]
        }
    }
}
