internal import VaultCrypto

/// The small public files `marks`, `custody`, `limits` and `waiting`, replaced as a whole.
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

    /// Reads the limits; a place from before there were any has the standard ones.
    func readLimits() throws -> SafeLimits {
        guard try FileSystem.exists(path("limits")) else { return .standard }
        let bytes = try FileSystem.read(path("limits"), limit: SafeLimits.limit)
        guard let limits = SafeLimits(decoding: bytes) else {
            throw KeyringError.damaged("the file limits is not what was written")
        }
        return limits
    }

    /// Replaces the limits durably.
    func writeLimits(_ limits: SafeLimits) throws {
        try perform(.replace) { try FileSystem.replace(path("limits"), limits.encoded) }
    }

    /// Reads the orders that wait; a place where none ever did has no file.
    func readWaiting() throws -> WaitingList {
        guard try FileSystem.exists(path("waiting")) else { return WaitingList() }
        let bytes = try FileSystem.read(path("waiting"), limit: WaitingList.limit)
        guard let list = WaitingList(decoding: bytes) else {
            throw KeyringError.damaged("the file waiting is not what was written")
        }
        return list
    }

    /// Replaces the orders that wait durably.
    func writeWaiting(_ list: WaitingList) throws {
        try perform(.replace) { try FileSystem.replace(path("waiting"), list.encoded) }
    }
}
