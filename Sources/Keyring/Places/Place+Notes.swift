internal import VaultCrypto

/// The small public files `marks` and `custody`, replaced as a whole.
extension Place {
    /// Reads the marks.
    func readMarks() throws -> Marks {
        guard let marks = Marks(decoding: try FileSystem.read(path("marks"), limit: Marks.limit)) else {
            throw KeyringError.damaged("the file marks is not what was written")
        }
        return marks
    }

    /// Replaces the marks durably.
    func writeMarks(_ marks: Marks) throws {
        try perform(.replace) { try FileSystem.replace(path("marks"), marks.encoded) }
    }

    /// Reads the custody record.
    func readCustody() throws -> Custody {
        guard let custody = Custody(decoding: try FileSystem.read(path("custody"), limit: Custody.limit))
        else {
            throw KeyringError.damaged("the file custody is not what was written")
        }
        return custody
    }

    /// Replaces the custody record durably.
    func writeCustody(_ custody: Custody) throws {
        try perform(.replace) { try FileSystem.replace(path("custody"), custody.encoded) }
    }
}
