internal import ArgumentParser

/// `lethe patient`.
struct PatientGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "patient",
        abstract: "Register, find, correct, merge and erase patients.",
        subcommands: [
            PatientRegister.self, PatientFind.self, PatientShow.self, PatientHistory.self, PatientFacts.self,
            PatientRectify.self, PatientIdentify.self, PatientMerge.self, PatientUnmerge.self,
            PatientErase.self,
        ]
    )
}
