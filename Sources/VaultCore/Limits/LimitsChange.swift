/// What of a key safe's limits is to change; what is `nil` stays.
public struct LimitsChange: Sendable {
    /// Patients destroyed as a whole within a day.
    public var patients: Int64?
    /// Single versions destroyed within a day.
    public var versions: Int64?
    /// Seconds between a sweep's announcement and its destruction.
    public var coolingOff: Int64?
    /// How many approvers must sign.
    public var approvals: Int?
    /// The approvers, by the names they are registered under; all of them.
    public var approvers: [String]?

    /// Makes a change.
    public init(
        patients: Int64? = nil,
        versions: Int64? = nil,
        coolingOff: Int64? = nil,
        approvals: Int? = nil,
        approvers: [String]? = nil
    ) {
        self.patients = patients
        self.versions = versions
        self.coolingOff = coolingOff
        self.approvals = approvals
        self.approvers = approvers
    }
}
