internal import VaultCrypto
internal import VaultModel

/// What was found in a place when it was opened.
struct PlaceImage: Sendable {
    /// The states in both sectors.
    let sectors: [TopKeySector?]
    /// The list of epochs; `nil` when its header is not intact.
    let punctures: LogIndex?
    /// Request and kind of each line of the list.
    let heads: [PunctureHead]
    /// The journal; `nil` when its header is not intact.
    let journal: LogIndex?
    /// The marks; `nil` when they are not intact.
    let marks: Marks?
    /// The custody record; `nil` when it is not intact.
    let custody: Custody?
}

/// What is kept in memory of each line of the list of epochs.
struct PunctureHead: Sendable {
    let request: RequestID
    let isPuncture: Bool
}

extension Place {
    /// Reads everything but the pages.
    ///
    /// - Throws: `KeyringError` with code `foreign` or `damaged`; `FileError`.
    func inspect() throws -> PlaceImage {
        let sectors = try readSectors()
        var heads: [PunctureHead] = []
        let punctures = try? scanLog(.punctures) { payload in
            if let head = PunctureRecord.head(of: payload) { heads.append(head) }
        }
        return PlaceImage(
            sectors: sectors,
            punctures: punctures?.count == heads.count ? punctures : nil,
            heads: heads,
            journal: try? scanLog(.journal),
            marks: try? readMarks(),
            custody: try? readCustody()
        )
    }
}
