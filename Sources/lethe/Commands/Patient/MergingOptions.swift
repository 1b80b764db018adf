internal import ArgumentParser
internal import VaultModel

/// Two numbers of which something is found, and why.
struct MergingOptions: ParsableArguments {
    @Option(help: "Why; sealed with both files. Name nobody.")
    var reason: String?

    @Argument(help: "The id of the number that follows the other.")
    var patient: PatientID

    @Argument(help: "The id of the number that it follows.")
    var other: PatientID
}
