internal import ArgumentParser
internal import VaultCore

/// Who acts, at which controller.
struct ActingOptions: ParsableArguments {
    @Option(help: "The controller, by name or id; not needed when there is one.")
    var controller: String?

    @Option(name: .customLong("as"), help: "The member of staff who acts, by name.")
    var staffName: String?

    /// The member of staff, when one was named.
    ///
    /// - Throws: A usage error for a name that cannot be printed.
    func staff() throws -> StaffMember? {
        try staffName.map { name in
            guard let staff = StaffMember(name) else {
                throw ValidationError(
                    "--as needs a name of one line with visible characters, at most 200 bytes"
                )
            }
            return staff
        }
    }
}
