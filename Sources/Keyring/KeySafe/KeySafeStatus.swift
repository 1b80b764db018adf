public import VaultModel

/// What a key safe says about itself; no secrets.
public struct KeySafeStatus: Hashable, Sendable {
    /// The vault it belongs to.
    public let vault: VaultID
    /// The controller whose keyring it holds.
    public let controller: ControllerID
    /// The valid state.
    public let epoch: Epoch
    /// The vault incarnation it obeys.
    public let incarnation: IncarnationID
    /// The key trees, oldest first; new patients come from the last.
    public let trees: [TreeNumber]
    /// How each place stands.
    public let places: [PlaceStatus]
    /// How well it can forget.
    public let level: KeySafeLevel
    /// The custody declaration, when one was given.
    public let declaration: CustodyDeclaration?
    /// What the operator should know.
    public let warnings: [KeySafeWarning]
    /// How many orders to destroy keys it has carried out.
    public let punctures: Int
    /// The first patient number not yet handed out.
    public let patientMark: UInt64
    /// A serial that no patient's slots have reached.
    public let serialMark: UInt32
    /// The number of journal entries.
    public let journalLength: Int64
    /// How often other places were named since it was made.
    public let arrangement: Int64
    /// The places that were declared lost, oldest first.
    public let lost: [LostPlace]

    /// Makes a status.
    public init(
        vault: VaultID,
        controller: ControllerID,
        epoch: Epoch,
        incarnation: IncarnationID,
        trees: [TreeNumber],
        places: [PlaceStatus],
        level: KeySafeLevel,
        declaration: CustodyDeclaration?,
        warnings: [KeySafeWarning],
        punctures: Int,
        patientMark: UInt64,
        serialMark: UInt32,
        journalLength: Int64,
        arrangement: Int64 = 0,
        lost: [LostPlace] = []
    ) {
        self.arrangement = arrangement
        self.lost = lost
        self.vault = vault
        self.controller = controller
        self.epoch = epoch
        self.incarnation = incarnation
        self.trees = trees
        self.places = places
        self.level = level
        self.declaration = declaration
        self.warnings = warnings
        self.punctures = punctures
        self.patientMark = patientMark
        self.serialMark = serialMark
        self.journalLength = journalLength
    }
}
