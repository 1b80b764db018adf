import Ledger
import VaultCrypto

extension CertificateVerifier {
    /// Every place of the key safe must have confirmed, each once; of a quorum as many as suffice.
    static func destruction(_ certificate: ErasureCertificate) -> Check {
        let destruction = certificate.destruction
        let names = Set(destruction.confirmations.map(\.place))
        let needed = destruction.needed ?? destruction.places
        let confirmed = destruction.confirmations.count
        let safes = Words.keySafes(confirmed, of: destruction.places, lost: destruction.lost)
        let isSo =
            needed > 0 && needed...max(needed, destruction.places) ~= confirmed
            && confirmed <= destruction.places
            && names.count == confirmed && destruction.lost != 0
            && (destruction.needed == nil || 2 * needed <= destruction.places + 1)
        return Check(
            .destruction,
            if: isSo,
            "The keys were destroyed in \(safes), as the vault states.",
            otherwise: "Not every key safe has confirmed that the keys are destroyed."
        )
    }

    /// Closed for reading, destroyed, unreadable everywhere, certified: in this order.
    static func times(_ certificate: ErasureCertificate) -> Check {
        let closed = certificate.closedForReadingSince
        let unreadable = certificate.allCopiesUnreadableAt
        let issued = certificate.issuedAt
        let stated = certificate.evidence.statement.at
        let backups = certificate.remains.backups
        let isSo =
            closed <= unreadable && unreadable <= issued && closed <= stated && stated <= issued
            && certificate.destruction.confirmations.allSatisfy { closed <= $0.at && $0.at <= unreadable }
            && backups.allSatisfy { $0.takenAt <= issued && $0.takenAt <= $0.expiresAt ?? issued }
        return Check(
            .times,
            if: isSo,
            "The times are in order: closed for reading, keys destroyed, all copies unreadable, certified.",
            otherwise: "The times contradict each other."
        )
    }
}
