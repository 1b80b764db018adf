public import ArgumentParser
public import VaultCore
public import VaultModel

extension Identifier: ExpressibleByArgument {
    /// Reads an identifier as it is printed.
    public init?(argument: String) {
        self.init(argument)
    }
}

extension Day: ExpressibleByArgument {
    /// Reads a day as YYYY-MM-DD.
    public init?(argument: String) {
        self.init(iso8601: argument)
    }
}

extension RecordClass: ExpressibleByArgument {}

extension StaffRole: ExpressibleByArgument {}

extension IdentityCorrection.Detail: ExpressibleByArgument {}

extension VersionNumber: ExpressibleByArgument {
    /// Reads a version's number.
    public init?(argument: String) {
        guard let number = Int32(argument) else { return nil }
        self.init(number)
    }
}

extension PatientIdentifier: ExpressibleByArgument {
    /// Reads `SYSTEM|VALUE`.
    public init?(argument: String) {
        self.init(argument)
    }
}

extension ReadRange: ExpressibleByArgument {
    /// Reads `FIRST-LAST` or `FIRST-`.
    public init?(argument: String) {
        self.init(argument)
    }
}
