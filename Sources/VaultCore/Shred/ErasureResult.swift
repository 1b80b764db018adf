public import VaultModel

/// How an erasure ended.
public struct ErasureResult: Sendable {
    /// The shred.
    public let shred: ShredID
    /// Its certificate.
    public let certificate: CertificateRow
    /// How many records are erased.
    public private(set) var records: Int
    /// How many versions are erased.
    public private(set) var versions: Int
    /// How many key safes there are.
    public let keySafes: Int
    /// In how many of them the keys were destroyed; the others open nothing by themselves.
    public let confirmed: Int
    /// How many more were declared lost, in which nothing was destroyed; `nil` for none.
    public let lost: Int?
    /// Closed for reading since.
    public let closedAt: Timestamp
    /// The moment from which no copy can be opened.
    public private(set) var unreadableAt: Timestamp
    /// The records that were asked for and stay, with the law.
    public private(set) var withheld: [ErasurePlan.Line] = []

    /// The certificates of the person's other numbers, when several were erased.
    public private(set) var others: [CertificateRow] = []

    /// Who must be told.
    public private(set) var notices = Notices.none

    /// The result for a person with several numbers.
    func and(_ results: some Sequence<Self>) -> Self {
        var copy = self
        for result in results {
            copy.records += result.records
            copy.versions += result.versions
            copy.unreadableAt = max(copy.unreadableAt, result.unreadableAt)
            copy.others.append(result.certificate)
        }
        return copy
    }

    /// The same result beside what stays, and whom to tell.
    func after(_ plan: ErasurePlan) -> Self {
        var copy = self
        copy.withheld = plan.withheld
        copy.notices = plan.done
        return copy
    }
}
