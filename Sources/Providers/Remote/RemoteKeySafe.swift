internal import Foundation
public import Keyring
internal import VaultCrypto
public import VaultModel

/// A key safe on another machine, over mutual TLS 1.3.
///
/// ## Guarantee
/// A key that was handed out is not derived from any more once its destruction was acknowledged or its lease ran out;
/// a puncture returns only when that holds for every vault process that the server knows.
/// ## Not guaranteed
/// What OpenSSL keeps of decrypted bytes in ordinary memory until it is overwritten.
public final class RemoteKeySafe: HeldKeySafe {
    /// Whose key safe it is, and who asks.
    public struct Owner: Hashable, Sendable {
        let vault: VaultID
        let controller: ControllerID
        let incarnation: IncarnationID

        /// Names them.
        public init(vault: VaultID, controller: ControllerID, incarnation: IncarnationID) {
            self.vault = vault
            self.controller = controller
            self.incarnation = incarnation
        }
    }

    /// How long an answer may take, in seconds: a puncture waits for a lease of the others at most.
    private static let patience = 60

    private let owner: Owner
    private let line: SafeLine
    private let keeper: LeaseKeeper

    private init(_ owner: Owner, at address: SafeAddress, _ context: TLSContext) {
        self.owner = owner
        line = SafeLine(to: address, context, patience: Self.patience, name: "lethe.remote-safe")
        keeper = LeaseKeeper(
            SafeLine(to: address, context, patience: Self.patience, name: "lethe.remote-safe.lease"),
            Self.members(owner)
        )
    }

    /// Makes a key safe on the server, which the vault's certificate entitles to.
    ///
    /// - Throws: `KeyringError`: `exists`, `unreachable`.
    public static func create(_ owner: Owner, at address: SafeAddress, files: TLSFiles) async throws
        -> RemoteKeySafe
    {
        let safe = RemoteKeySafe(owner, at: address, try context(files, of: owner.vault))
        _ = try await safe.ask("create")
        try await safe.keeper.enterFirst()
        return safe
    }

    /// Opens one.
    ///
    /// - Throws: `KeyringError`: `unreachable`, `foreign`, and what opening the safe on its machine throws.
    public static func open(_ owner: Owner, at address: SafeAddress, files: TLSFiles) async throws
        -> RemoteKeySafe
    {
        let safe = RemoteKeySafe(owner, at: address, try context(files, of: owner.vault))
        try await safe.keeper.enterFirst()
        return safe
    }

    /// The vault that a certificate is of: its common name.
    ///
    /// - Throws: `KeyringError`: `unreachable` for files that cannot be used, `foreign` when it names no vault.
    public static func vault(of files: TLSFiles) throws -> VaultID {
        guard let vault = try TLSContext(files, isServer: false).commonName.flatMap({ VaultID($0) }) else {
            throw KeyringError(
                .foreign,
                "the certificate \(files.certificate) does not name a vault: its common name is the vault's id, such as "
                    + VaultID.random().description
            )
        }
        return vault
    }

    /// Greets the server, so that whatever keeps the two apart is found before anything depends on it.
    ///
    /// - Throws: `KeyringError`: `unreachable`, `foreign`.
    public static func greet(_ vault: VaultID, at address: SafeAddress, files: TLSFiles) async throws {
        let line = SafeLine(to: address, try context(files, of: vault), patience: 10, name: "lethe.greeting")
        defer { line.hangUp() }
        _ = try await line.ask(.object(["ask": .string("hello")]))
    }

    private static func context(_ files: TLSFiles, of vault: VaultID) throws -> TLSContext {
        guard try Self.vault(of: files) == vault else {
            throw KeyringError(
                .foreign,
                "the certificate \(files.certificate) is of another vault: name the one whose common name is \(vault)"
            )
        }
        return try TLSContext(files, isServer: false)
    }

    /// Lets go of every key, says so, so that no erasure waits for this process, and hangs up.
    public func close() async {
        if let session = await keeper.close() {
            _ = try? await ask("leave", ["session": .string(session)])
        }
        line.hangUp()
    }

    /// The lease of every key handed out.
    public var lease: KeyLease? { keeper.lease }

    /// Has somebody told what to let go of.
    public func observeEvictions(_ observer: @escaping @Sendable (KeyEviction) async -> Void) {
        keeper.observe(observer)
    }

    /// Returns the live nodes at or below a prefix.
    public func nodes(under prefix: Prefix) async throws -> [KeyNode] {
        while true {
            guard let session = keeper.session else { throw keeper.failure ?? KeyringError.leaseOver }
            let answer: SharedAnswer
            do {
                answer = try await ask(
                    "nodes",
                    ["prefixes": Wire.prefixes([prefix]), "session": .string(session)]
                )
            } catch let error as KeyringError where error.code == .leaseOver {
                // Another session may have begun meanwhile.
                guard let now = keeper.session, now != session else { throw error }
                continue
            }
            // What was handed out under a session that ended is not told about any more.
            guard keeper.session == session else { continue }
            let prefixes = try answer.wire.prefixes()
            guard answer.secretCount == prefixes.count * KeyNode.seedSize else { throw KeyringError.babble }
            return prefixes.enumerated().map { index, prefix in
                let begin = index * KeyNode.seedSize
                return KeyNode(prefix: prefix, seed: answer.secret(begin..<begin + KeyNode.seedSize))
            }
        }
    }

    /// Destroys keys and returns once no vault process can use them.
    public func puncture(_ request: PunctureRequest) async throws -> PunctureReceipt {
        try PunctureReceipt(await ask("puncture", request.wire).wire)
    }

    /// Says how the key safe stands.
    public func status() async throws -> KeySafeStatus {
        try KeySafeStatus(await ask("status").wire)
    }

    /// Makes a vault incarnation the only one that is obeyed.
    public func adopt(_ incarnation: IncarnationID) async throws {
        _ = try await ask("adopt", ["incarnation": .string(incarnation.description)])
    }

    /// Returns the list of epochs after one.
    public func punctures(after epoch: Epoch) async throws -> [PunctureListEntry] {
        let list = try await ask("punctures", ["after": .integer(Int64(epoch.rawValue))]).wire.list("list")
        return try list.map { try PunctureListEntry(Wire(json: $0)) }
    }

    /// Hands out patient numbers; numbers whose answer was lost are not handed out again.
    public func leasePatientNumbers(_ count: Int) async throws -> Range<UInt64> {
        let answer = try await ask("leasePatients", ["count": .integer(Int64(count))]).wire
        let (first, end) = (try answer.number("first"), try answer.number("end"))
        guard first >= 0, end >= first else { throw KeyringError.babble }
        return UInt64(first)..<UInt64(end)
    }

    /// Raises the mark of serials.
    public func raiseSerials() async throws -> Range<UInt32> {
        let answer = try await ask("raiseSerials").wire
        guard let first = UInt32(exactly: try answer.number("first")),
            let end = UInt32(exactly: try answer.number("end")), end >= first
        else { throw KeyringError.babble }
        return first..<end
    }

    /// Appends an entry to the narrowing journal.
    public func appendJournal(_ entry: JournalEntry) async throws -> Int64 {
        try await ask("appendJournal", ["entry": entry.wire]).wire.number("number")
    }

    /// Returns the journal's entries after a number.
    public func journal(after number: Int64) async throws -> [JournalEntry] {
        let list = try await ask("journal", ["after": .integer(number)]).wire.list("list")
        return try list.map { try JournalEntry(Wire(json: $0)) }
    }

    /// Returns the keys of identifier tokens.
    public func indexKeys() async throws -> IndexKeys {
        try Self.indexKeys(await ask("indexKeys"))
    }

    /// Adds the next index key, unless a renewal already runs.
    public func beginIndexRenewal(_ id: RequestID) async throws -> IndexKeys {
        try Self.indexKeys(await ask("beginIndexRenewal", ["id": .string(id.description)]))
    }

    /// Makes the next index key the current one and destroys the older.
    public func finishIndexRenewal(_ id: RequestID) async throws -> PunctureReceipt {
        try PunctureReceipt(await ask("finishIndexRenewal", ["id": .string(id.description)]).wire)
    }

    /// Adds a key tree.
    public func addTree(_ id: RequestID) async throws -> TreeNumber {
        let number = try await ask("addTree", ["id": .string(id.description)]).wire.number("number")
        guard let raw = Int16(exactly: number), let tree = TreeNumber(raw) else { throw KeyringError.babble }
        return tree
    }

    /// Returns the limits in force.
    public func limits() async throws -> SafeLimits {
        guard let limits = SafeLimits(try await ask("limits").wire.json) else { throw KeyringError.babble }
        return limits
    }

    /// Sets limits; who holds the key safe's own machine names the first approvers.
    public func setLimits(_ limits: SafeLimits, request: RequestID) async throws -> WaitingOrder? {
        let answer = try await ask("setLimits", ["id": .string(request.description), "limits": limits.json])
        guard let json = answer.wire.json["waiting"], json != .null else { return nil }
        guard let waiting = WaitingOrder(json) else { throw KeyringError.babble }
        return waiting
    }

    /// Returns the orders that wait.
    public func waitingOrders() async throws -> [WaitingOrder] {
        let list = try await ask("waiting").wire.list("list")
        let orders = list.compactMap { WaitingOrder($0) }
        guard orders.count == list.count else { throw KeyringError.babble }
        return orders
    }

    /// Adds an approval to the order it names.
    public func approve(_ approval: Approval) async throws {
        _ = try await ask("approve", ["approval": .string(approval.text)])
    }

    /// Destroys what is pending in places that came back.
    public func settle() async throws -> KeySafeStatus {
        try KeySafeStatus(await ask("settle").wire)
    }

    /// Has the server look at its places anew, past every cache, for prefixes that are still covered.
    public func freshlyCovered(_ prefixes: [Prefix]) async throws -> Set<Prefix> {
        Set(try await ask("freshlyCovered", ["prefixes": Wire.prefixes(prefixes)]).wire.prefixes())
    }

    /// Has the server open every page in every place of its own.
    public func damagedPlaces() async throws -> [String] {
        try await ask("damagedPlaces").wire.list("list").compactMap(\.stringValue)
    }

    /// Stores the custody declaration.
    public func declare(_ declaration: CustodyDeclaration) async throws {
        _ = try await ask("declare", ["declaration": declaration.wire])
    }

    /// Sets limits; over the wire nobody is the custodian.
    public func setLimitsHere(_ limits: SafeLimits, request: RequestID) async throws -> WaitingOrder? {
        try await setLimits(limits, request: request)
    }

    private static func indexKeys(_ answer: SharedAnswer) throws -> IndexKeys {
        let numbers = try answer.wire.list("numbers").compactMap(\.integerValue).compactMap {
            Int32(exactly: $0)
        }
        guard [1, 2].contains(numbers.count), answer.secretCount == numbers.count * 32 else {
            throw KeyringError.babble
        }
        let keys = numbers.enumerated().map { index, number in
            IndexKey(number: number, key: SharedSecret(answer.secret(index * 32..<index * 32 + 32)))
        }
        return IndexKeys(current: keys[0], next: keys.count > 1 ? keys[1] : nil)
    }

    private static func members(_ owner: Owner) -> [String: CanonicalJSON] {
        [
            "controller": .string(owner.controller.description),
            "incarnation": .string(owner.incarnation.description),
        ]
    }

    private func ask(_ word: String, _ members: [String: CanonicalJSON] = [:]) async throws -> SharedAnswer {
        var all = Self.members(owner).merging(members) { $1 }
        all["ask"] = .string(word)
        return try await line.ask(.object(all))
    }
}
