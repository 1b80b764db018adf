import Ledger
import VaultModel

extension CertificateHTML {
    /// What was erased, why, and who decided.
    static func facts(_ certificate: ErasureCertificate) -> HTML {
        section(
            "The erasure",
            terms([
                (
                    "Concerning",
                    """
                    One patient, who is not named here. The case file at the controller connects this certificate \
                    with the request.
                    """
                ),
                ("Ground", "\(certificate.ground)"),
                (
                    "Approved by",
                    certificate.approvers.isEmpty ? "Nobody is named." : list(certificate.approvers)
                ),
                ("Rules", "\(certificate.rulebook.name) <small>\(certificate.rulebook.digest)</small>"),
                (
                    "Controller",
                    "\(certificate.controller.name) <small>\(certificate.controller.id.description)</small>"
                ),
                ("Erasure number", "<small>\(certificate.shred.description)</small>"),
                (
                    "Certificate",
                    "Made on \(Words.time(certificate.issuedAt)) <small>\(certificate.id.description)</small>"
                ),
            ])
        )
    }

    /// Where and when the keys were destroyed, and who keeps them.
    static func destruction(_ certificate: ErasureCertificate) -> HTML {
        let destruction = certificate.destruction
        let rows: [HTML] = destruction.confirmations.map {
            "<tr><th scope=\"row\">\($0.place)</th><td>\(Words.time($0.at))</td></tr>\n"
        }
        return section(
            "Destruction of the keys",
            """
            <table>
            <thead><tr><th scope="col">Key safe</th><th scope="col">Confirmed that it destroyed the keys</th></tr></thead>
            <tbody>
            \(rows)</tbody>
            </table>
            \(terms([
                ("Assurance", "\(destruction.level)"),
                ("Custody, as the controller declares", "\(destruction.declaration)"),
            ]))
            """
        )
    }

    /// What is still there, and until when.
    static func remains(_ certificate: ErasureCertificate) -> HTML {
        let remains = certificate.remains
        return section(
            "What remains",
            terms([
                (
                    "In backups, encrypted",
                    "Copies of the records whose keys no longer exist. \(backups(certificate))"
                ),
                ("In backups, readable", remains.clearList.isEmpty ? "Nothing." : list(remains.clearList)),
                ("Identifiers", identifiers(remains.identifiersUntil)),
                ("In the ledger", ledger(certificate)),
            ])
        )
    }

    private static func ledger(_ certificate: ErasureCertificate) -> HTML {
        let versions = Words.versions(certificate.versions).capitalizedFirst
        guard certificate.scope == .moved else {
            return """
                \(versions) as commitments that can no longer be opened and tell nothing about contents or person; and \
                this erasure, as shown here.
                """
        }
        return """
            \(versions) as commitments that tell nothing about contents or person to whoever cannot open the right \
            patient's file; and this erasure, as shown here.
            """
    }

    private static func identifiers(_ until: Timestamp?) -> HTML {
        guard let until else {
            return "No backup can confirm any more that an identifier was known here for what was erased."
        }
        return """
            Until \(Words.day(until.day)) an old backup could confirm that a known identifier existed here, not what \
            was in the file.
            """
    }

    private static func backups(_ certificate: ErasureCertificate) -> HTML {
        let backups = certificate.remains.backups
        guard !backups.isEmpty else { return "The controller has registered no backups." }
        let rows: [HTML] = backups.map { backup in
            let end = deletion(of: backup, certificate)
            return """
                <tr><th scope="row">\(backup.label)</th><td>\(Words.day(backup.takenAt.day))</td>\
                <td>\(end)</td></tr>

                """
        }
        return """
            <table>
            <thead><tr><th scope="col">Backup</th><th scope="col">Made</th><th scope="col">Deleted</th></tr></thead>
            <tbody>
            \(rows)</tbody>
            </table>
            \(last(of: certificate))
            """
    }

    private static func deletion(
        of backup: ErasureCertificate.Remains.Backup,
        _ certificate: ErasureCertificate
    )
        -> HTML
    {
        guard let end = backup.expiresAt else { return "no date given" }
        return end < certificate.issuedAt
            ? "was due on \(Words.day(end.day)); nobody has confirmed it" : "\(Words.day(end.day))"
    }

    /// Until when anything is left in backups.
    private static func last(of certificate: ErasureCertificate) -> HTML {
        let ends = certificate.remains.backups.map(\.expiresAt)
        guard let last = ends.compactMap(\.self).max(), !ends.contains(nil),
            !ends.contains(where: { ($0 ?? last) < certificate.issuedAt })
        else { return "Nobody has said when the last of them will be gone." }
        return "After \(Words.day(last.day)) nothing is left in any of them."
    }
}

extension String {
    /// The text with its first letter as a capital.
    fileprivate var capitalizedFirst: String {
        prefix(1).uppercased() + dropFirst()
    }
}
