internal import Evidence
internal import Keyring
internal import Ledger
internal import VaultCrypto
internal import VaultModel

extension ControllerVault {
    private static let pageSize = 500

    /// Tests every invariant between database, keyring, key safe, ledger and bodies; it changes nothing but the marks of
    /// files that are whole.
    ///
    /// - Returns: One result per invariant, in the order of `docs/operations.md`.
    public func check(_ depth: CheckDepth) async throws -> [CheckResult] {
        var results = try await checkKeySafe(deep: depth.isDeep)
        results += try await tables.invariants.violations().sorted { $0.key < $1.key }.map { name, count in
            CheckResult(name, violation: count == 0 ? nil : "\(count) row\(count == 1 ? "" : "s")")
        }
        results += try await checkVersions(depth)
        results += try await checkErased()
        results += try await checkBlobs()
        results += try await checkRules()
        // A drill does not open the ledger, and with it goes what its keys would verify.
        guard facilities.log != nil else { return results }
        results += try await checkLedger()
        results.append(try await checkCertificates())
        return results
    }

    private func checkKeySafe(deep: Bool) async throws -> [CheckResult] {
        let status = try await facilities.keySafe.status()
        let row = try await tables.patients.controller()
        let unsettled = status.places.filter { $0.state != .current }
        let index = try await facilities.keySafe.indexKeys()
        let inUse = [index.current, index.next].compactMap { $0?.number }
        let foreign =
            try await tables.patients.countTokens(except: inUse) + tables.aliases.count(except: inUse)
        // Of an index renewal that runs, the database notes the end.
        let isRecorded = try await facilities.keySafe.punctures(after: row.epoch)
            .allSatisfy { $0.cause == .indexRenewalBegun }
        var results = [
            CheckResult(
                "database and key safe have recorded the same erasures",
                violation: row.epoch <= status.epoch && isRecorded
                    ? nil
                    : "the database has recorded \(row.epoch.rawValue) changes of the key safe, which has made \(status.epoch.rawValue)"
            ),
            CheckResult(
                "no patient number was handed out that the key safe does not remember",
                violation: row.nextPatientNumber <= status.patientMark
                    ? nil : "the next is \(row.nextPatientNumber), the mark \(status.patientMark)"
            ),
            CheckResult(
                "every place of the key safe holds the newest state and nothing older",
                violation: unsettled.isEmpty ? nil : unsettled.map(\.place).joined(separator: ", ")
            ),
            CheckResult(
                "every identifier token is made under the key in use",
                violation: foreign == 0 ? nil : "\(foreign) token\(foreign == 1 ? "" : "s")"
            ),
        ]
        if deep {
            let damaged = try await facilities.damagedPlaces()
            results.append(
                CheckResult(
                    "every page of the keyring opens in every place",
                    violation: damaged.isEmpty ? nil : damaged.joined(separator: ", ")
                )
            )
        }
        return results
    }

    func isBound(_ version: VersionRow, _ opened: OpenedVersion) async throws -> Bool {
        let statement = try Statement(decoding: opened.metadata.statement)
        guard case .record(let content) = statement.event, content.record == version.record,
            content.version == version.version, statement.controller == controller.id,
            content.parts.map(\.digest) == opened.metadata.parts.map(\.sha256)
        else { return false }
        return try await withSecrets(of: version) {
            version.commitment.isValid(for: opened.metadata.statement, opening: $0.opening)
        }
    }

    func hasWholeBodies(
        _ version: VersionRow,
        _ opened: OpenedVersion,
        _ parts: [PartRow],
        key: SharedSecret
    ) async throws -> Bool {
        guard parts.map(\.part) == opened.metadata.parts.indices.map(Int16.init) else { return false }
        for (part, metadata) in zip(parts, opened.metadata.parts) {
            var hash = SHA256Stream()
            let ticket = evictions.enter(version.slot)
            defer { evictions.leave(ticket) }
            try await stream(
                part,
                size: metadata.size,
                bounds: 0..<metadata.size,
                key: key,
                context: context(version.record, version.version, .part(UInt32(part.part))),
                ticket: ticket
            ) { hash.update($0) }
            guard hash.finish() == metadata.sha256 else { return false }
        }
        return true
    }

    private func checkErased() async throws -> [CheckResult] {
        var derivable = 0
        var last = PatientNumber.office
        while true {
            let page = try await tables.invariants.erasedPatients(after: last, limit: Self.pageSize)
            guard let end = page.last else { break }
            for patient in page {
                let nodes = try await facilities.keySafe.nodes(
                    under: .patient(patient.number, in: patient.tree)
                )
                if !nodes.isEmpty { derivable += 1 }
            }
            last = end.number
        }
        for entry in try await facilities.keySafe.punctures(after: Epoch(0)) {
            guard case .puncture(let purpose) = entry.cause else { continue }
            guard purpose != .renewal else {
                // A whole tree: asked as a whole, since keys are handed out for one patient at a time.
                derivable += try await facilities.freshlyCovered(entry.prefixes).count
                continue
            }
            for prefix in entry.prefixes where try await !facilities.keySafe.nodes(under: prefix).isEmpty {
                derivable += 1
            }
        }
        return [
            CheckResult(
                "no key of anything erased can be derived",
                violation: Self.count(derivable, "erased item")
            )
        ]
    }

    private func checkBlobs() async throws -> [CheckResult] {
        let known = try await tables.invariants.blobs()
        let odd = try known.filter { try blobs.length(of: $0.key) != $0.value }.map(\.key)
        // What was erased meanwhile has no file any more, and no row either.
        let broken = odd.isEmpty ? 0 : try await tables.invariants.referred(among: odd).count
        let files = CheckResult(
            "every large part's file is there and has its length",
            violation: Self.count(broken, "file")
        )
        // Beside a vault that others have open a file may belong to a store of theirs that has not ended.
        if isReadOnly { return [files] }
        let orphans = try await orphanedBlobs()?.count
        return [
            files,
            CheckResult(
                "no file of a large part is without a version",
                violation: orphans.map { Self.count($0, "file") } ?? Self.cannotTellOrphans
            ),
        ]
    }

    private func checkLedger() async throws -> [CheckResult] {
        let log = try log
        let signed = try log.checkpoint
        let size = try await tables.ledger.size()
        var violation: String?
        do {
            try log.reader.audit(signed.checkpoint)
        } catch {
            violation = "the tiles do not give the root that was signed"
        }
        var differing: UInt64 = 0
        var first: UInt64 = 0
        while first < min(size, signed.checkpoint.size) {
            let range = first..<min(first + 4096, min(size, signed.checkpoint.size))
            let rows = try await tables.ledger.entries(in: range)
            let tiles = try log.reader.entries(in: range, size: signed.checkpoint.size)
            if rows.map(\.bytes) != tiles { differing += 1 }
            first = range.upperBound
        }
        return [
            CheckResult("the ledger's tiles give the root of its signed checkpoint", violation: violation),
            CheckResult(
                "database and ledger have the same entries",
                violation: size == signed.checkpoint.size && differing == 0
                    ? nil : "the database has \(size), the ledger \(signed.checkpoint.size) entries"
            ),
        ]
    }

    private func checkCertificates() async throws -> CheckResult {
        var invalid = 0
        for certificate in try await tables.shreds.certificates() {
            let report = CertificateVerifier.verify(Array(certificate.jws.utf8), trusted: try trustedKeys())
            if !report.isValid { invalid += 1 }
        }
        return CheckResult("every certificate verifies", violation: Self.count(invalid, "certificate"))
    }

    static func count(_ number: Int, _ noun: String) -> String? {
        number == 0 ? nil : "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}
