internal import VaultCrypto
internal import VaultModel

/// What was found in a place when it was opened.
struct PlaceImage: Sendable {
    /// The states in both sectors.
    var sectors: [TopKeySector?]
    /// The list of epochs; `nil` when its header is not intact.
    let punctures: LogIndex?
    /// Request and kind of each line of the list.
    let heads: [PunctureHead]
    /// What the lines of the list that limits still count destroyed.
    let recent: [RecentLine]
    /// The journal; `nil` when its header is not intact.
    let journal: LogIndex?
    /// The marks; `nil` when they are not intact.
    let marks: Marks?
    /// The custody record; `nil` when it is not intact.
    let custody: Custody?
    /// The limits; `nil` when they are not intact.
    let limits: SafeLimits?
    /// The orders that wait; `nil` when they are not intact.
    let waiting: WaitingList?
}

/// What is kept in memory of each line of the list of epochs.
struct PunctureHead: Sendable {
    let request: RequestID
    let isPuncture: Bool
    let at: Timestamp
}

/// What one line of the list of epochs destroyed.
struct RecentLine: Sendable {
    let epoch: Epoch
    let at: Timestamp
    let use: DayUse
}

extension Place {
    /// Reads everything but the pages.
    ///
    /// - Parameter begin: from when on limits count what was destroyed.
    /// - Throws: `KeyringError` with code `foreign` or `damaged`; `FileError`.
    func inspect(countingAfter begin: Timestamp) throws -> PlaceImage {
        let sectors = try readSectors()
        var heads: [PunctureHead] = []
        var recent: [RecentLine] = []
        let punctures = try? scanLog(.punctures) { payload in
            guard let head = PunctureRecord.head(of: payload) else { return }
            heads.append(head)
            guard head.isPuncture, head.at > begin, let line = PunctureRecord(payload: Array(payload))?.entry
            else { return }
            recent.append(RecentLine(epoch: line.epoch, at: line.at, use: DayUse(of: line.prefixes)))
        }
        return PlaceImage(
            sectors: sectors,
            punctures: punctures?.count == heads.count ? punctures : nil,
            heads: heads,
            recent: recent,
            journal: try? scanLog(.journal),
            marks: try? readMarks(),
            custody: try? readCustody(),
            limits: try? readLimits(),
            waiting: try? readWaiting()
        )
    }
}
