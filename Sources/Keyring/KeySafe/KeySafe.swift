public import VaultModel

/// The erasable store of one controller's keyring: the only thing in Lethe that must forget.
///
/// Every change of state begins an epoch. A change is atomic and durable: after a crash the key safe is in the old
/// state or in the new one. Orders are idempotent by their request id.
public protocol KeySafe: Sendable {
    /// For how long keys handed out may be used; `nil` where they are this machine's own.
    var lease: KeyLease? { get }

    /// Has somebody told, from now on, what to let go of; what they were told is acknowledged when they return.
    func observeEvictions(_ observer: @escaping @Sendable (KeyEviction) async -> Void)

    /// Returns the live nodes at or below a prefix, in tree order; none when its keys were destroyed.
    ///
    /// When a live node lies above the prefix, the prefix's own node is derived from it: an ancestor is never handed
    /// out.
    /// - Throws: `KeyringError` with code `tooWide` when the prefix is above a single patient.
    func nodes(under prefix: Prefix) async throws -> [KeyNode]

    /// Does what of a puncture destroys nothing, so that the order, which is expected next, takes less time.
    ///
    /// Nothing has changed when the order never comes, and the order needs no preparation. What cannot be done
    /// beforehand is left to the order.
    func prepare(_ request: PunctureRequest) async

    /// Returns the same for each of many prefixes, which are best in order.
    func nodes(underEach prefixes: [Prefix]) async throws -> [[KeyNode]]

    /// Destroys every key at and below the request's prefixes and returns once the previous state is destroyed, or
    /// with `pending` when a place could not confirm.
    ///
    /// Repeated with the same id, it finishes what is pending and answers for the first time's epoch.
    ///
    /// What goes beyond the limits is refused and noted as a waiting order, to be repeated when it has its approvals;
    /// so is a sweep (purpose `expiry`) until it was known for the cooling-off.
    /// - Throws: `KeyringError`, with code `unapproved` or `tooEarly` for what waits; nothing has changed then, or the
    ///   same request is to be repeated.
    func puncture(_ request: PunctureRequest) async throws -> PunctureReceipt

    /// Says how the key safe stands.
    func status() async throws -> KeySafeStatus

    /// Makes a vault incarnation the only one that is obeyed.
    func adopt(_ incarnation: IncarnationID) async throws

    /// Returns the list of epochs after one, oldest first.
    func punctures(after epoch: Epoch) async throws -> [PunctureListEntry]

    /// Hands out patient numbers that were never handed out before, at least 1; the mark is durable before the return.
    func leasePatientNumbers(_ count: Int) async throws -> Range<UInt64>

    /// Raises the mark that no patient's serials have reached, durably, and returns the new block below it.
    func raiseSerials() async throws -> Range<UInt32>

    /// Appends an entry to the narrowing journal and returns its number once it is durable.
    func appendJournal(_ entry: JournalEntry) async throws -> Int64

    /// Returns the journal's entries after a number, oldest first.
    func journal(after number: Int64) async throws -> [JournalEntry]

    /// Returns the keys of identifier tokens.
    func indexKeys() async throws -> IndexKeys

    /// Adds the next index key, unless a renewal already runs, and returns both.
    func beginIndexRenewal(_ id: RequestID) async throws -> IndexKeys

    /// Makes the next index key the current one and destroys the older.
    func finishIndexRenewal(_ id: RequestID) async throws -> PunctureReceipt

    /// Adds a key tree for new patients and returns its number.
    func addTree(_ id: RequestID) async throws -> TreeNumber

    /// Returns the limits in force.
    func limits() async throws -> SafeLimits

    /// Sets limits: stricter ones at once, others when as many of the present approvers as now are needed have
    /// approved. Nobody can name the first approvers here; the key safe's custodian does.
    ///
    /// - Returns: The order that waits for approvals, or `nil` when they are in force.
    /// - Throws: `KeyringError` with code `unapproved` for what nobody could approve.
    func setLimits(_ limits: SafeLimits, request: RequestID) async throws -> WaitingOrder?

    /// Returns the orders that wait, oldest first.
    func waitingOrders() async throws -> [WaitingOrder]

    /// Adds an approval to the order it names; limits that have enough come into force.
    ///
    /// - Throws: `KeyringError` with code `request` when nothing of this kind waits, or it is not by an approver.
    func approve(_ approval: Approval) async throws

    /// Whether a process that only reads, as in a restore drill, may still hold keys that were destroyed since.
    func hasReadersElsewhere() async -> Bool

    /// Destroys what is pending in places that came back, brings them up to date, and says how the key safe stands.
    func settle() async throws -> KeySafeStatus
}

extension KeySafe {
    /// None: the keys are this machine's own.
    public var lease: KeyLease? { nil }

    /// None: who reads elsewhere has a lease.
    public func hasReadersElsewhere() async -> Bool { false }

    /// Nothing: the order does all.
    public func prepare(_ request: PunctureRequest) async {}

    /// One after the other.
    public func nodes(underEach prefixes: [Prefix]) async throws -> [[KeyNode]] {
        var nodes: [[KeyNode]] = []
        for prefix in prefixes { nodes.append(try await self.nodes(under: prefix)) }
        return nodes
    }

    /// Nobody is told anything: only the owner of the keys destroys them.
    public func observeEvictions(_ observer: @escaping @Sendable (KeyEviction) async -> Void) {}
}
