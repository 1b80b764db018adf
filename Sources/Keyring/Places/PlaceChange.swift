internal import VaultCrypto
public import VaultModel

/// Other places for the key safe of a controller.
public struct PlaceChange: Sendable {
    /// Some places of a key safe, in their order.
    public struct Places: Sendable {
        /// The directories.
        public let directories: [String]
        /// What keeps the keys of a place, by the number of the place from 0; the others keep their own.
        public let tokens: [Int: any KeyToken]
        /// How many open the key safe together.
        public let threshold: Int

        /// Groups them.
        public init(directories: [String], tokens: [Int: any KeyToken] = [:], threshold: Int) {
            self.directories = directories
            self.tokens = tokens
            self.threshold = threshold
        }
    }

    /// The places so far.
    public let former: Places
    /// The places from now on.
    public let next: Places
    /// Names the change; a key safe that has taken it remembers the id.
    public let id: RequestID
    /// How often the places changed, this time included; the key safe notes it.
    public let number: Int64
    /// The place that cannot be reached and never will be, if one leaves because of that.
    public let lost: LostPlace?
    /// Whether storage that may keep overwritten data is accepted.
    public let acceptsWeak: Bool
    /// Planned failures of operations on places; none in production.
    var placeFaults = PlaceFaults.none

    /// Groups them.
    public init(
        id: RequestID,
        former: Places,
        next: Places,
        number: Int64,
        lost: LostPlace?,
        acceptsWeak: Bool
    ) {
        self.id = id
        self.former = former
        self.next = next
        self.number = number
        self.lost = lost
        self.acceptsWeak = acceptsWeak
    }

    /// Refuses a change for which a place is missing.
    ///
    /// A place that leaves may be empty already, by a change that was interrupted; of one that is lost a directory may be
    /// left, where its disk was mounted.
    /// - Throws: `KeyringError` with code `tooFewPlaces` for a place that leaves and is not there, `request` for one that
    ///   is declared lost and is there.
    func requirePlaces(of controller: ControllerID) throws {
        for (index, label) in former.directories.enumerated() where !next.directories.contains(label) {
            guard label == lost?.place else {
                guard (try? FileSystem.exists(label)) == true else { throw missing(label) }
                continue
            }
            let isThere = (try? FileSystem.exists("\(label)/\(controller)")) == true
            guard !isThere || former.tokens[index] != nil else {
                throw KeyringError(
                    .request,
                    "\(label) is there: retire it without --lost, so that its keys are destroyed"
                )
            }
        }
    }

    /// Whether a place is to be destroyed.
    func leaves(_ place: Place) -> Bool {
        !next.directories.contains(place.label) && place.label != lost?.place
    }

    func missing(_ label: String) -> KeyringError {
        KeyringError(
            .tooFewPlaces,
            "\(label) is not there, so that its keys cannot be destroyed: bring it back, or declare it lost (--lost)"
        )
    }
}
