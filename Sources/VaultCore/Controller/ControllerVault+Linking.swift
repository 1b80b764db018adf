internal import VaultModel

extension ControllerVault {
    /// The same versions, of one patient, with what is linked to their records.
    func linked(_ versions: [OpenedVersion], of patient: PatientNumber) async throws -> [OpenedVersion] {
        Self.linked(versions, by: try await tables.records.links(of: patient))
    }

    static func linked(_ versions: [OpenedVersion], by links: [RecordLink]) -> [OpenedVersion] {
        versions.map { version in
            var version = version
            version.statements = links.filter { $0.to == version.record }.map(\.from)
            version.disagreesWith = links.first { $0.from == version.record }?.to
            return version
        }
    }
}
