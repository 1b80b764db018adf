public import VaultModel

/// How an erasure ended.
public struct ErasureResult: Sendable {
    /// The shred.
    public let shred: ShredID
    /// Its certificate.
    public let certificate: CertificateRow
    /// How many records are erased.
    public let records: Int
    /// How many versions are erased.
    public let versions: Int
    /// How many key safes there are.
    public let keySafes: Int
    /// In how many of them the keys were destroyed; the others open nothing by themselves.
    public let confirmed: Int
    /// Closed for reading since.
    public let closedAt: Timestamp
    /// The moment from which no copy can be opened.
    public let unreadableAt: Timestamp
    /// The records that were asked for and stay, with the law.
    public private(set) var withheld: [ErasurePlan.Line] = []

    /// Who must be told.
    public private(set) var notices = Notices.none

    /// The same result beside what stays, and whom to tell.
    func after(_ plan: ErasurePlan) -> Self {
        var copy = self
        copy.withheld = plan.withheld
        copy.notices = plan.done
        return copy
    }
}
