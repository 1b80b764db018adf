public import VaultModel

/// A day that is a holiday, and why.
public struct Holiday: Hashable, Sendable {
    /// The day.
    public let day: Day
    /// What it is called, by language; `en` is always there.
    public let names: [String: String]
    /// Why it is uncertain; `nil` when it is certain.
    public let doubt: String?
    /// Where it stands in the law.
    public let citation: Citation

    /// Makes a holiday.
    public init(day: Day, names: [String: String], doubt: String?, citation: Citation) {
        self.day = day
        self.names = names
        self.doubt = doubt
        self.citation = citation
    }

    /// The English name.
    public var name: String { names["en"] ?? "a holiday" }

    /// Whether it may turn out to be no holiday at the place.
    public var isProvisional: Bool { doubt != nil }
}
