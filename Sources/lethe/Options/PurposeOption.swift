public import ArgumentParser
public import VaultCore

/// Why a record is read.
struct PurposeOption: ParsableArguments {
    @Option(help: "Why: \(Purpose.allCases.map(\.rawValue).joined(separator: ", ")).")
    var purpose: Purpose?
}

extension Purpose: ExpressibleByArgument {}
