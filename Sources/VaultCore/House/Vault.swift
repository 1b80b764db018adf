public import PolicyEngine
internal import Synchronization
internal import VaultCrypto
internal import VaultModel

/// An open vault: its controllers, each usable or with the reason why not.
public final class Vault: Sendable {
    /// What every controller shares.
    public let context: VaultContext

    let house: any HouseRepository
    let provider: any FacilityProvider
    let open = Mutex<[Int32: Result<ControllerVault, any Error>]>([:])
    let shelf = RulebookShelf()
    private let creation = SerialGate()

    private init(context: VaultContext, house: any HouseRepository, provider: any FacilityProvider) {
        self.context = context
        self.house = house
        self.provider = provider
    }

    /// Opens every controller of a vault and finishes what a crash left.
    ///
    /// A controller that cannot be opened does not keep the others closed; its error is thrown when it is asked for.
    /// - Throws: ``VaultError/Code/unusable`` when the database belongs to another vault.
    public static func open(
        context: VaultContext,
        house: any HouseRepository,
        provider: any FacilityProvider
    ) async throws -> Vault {
        let vault = try await vault(context, house, provider)
        for row in try await house.controllers() where row.state != .creating {
            let result: Result<ControllerVault, any Error>
            do {
                result = .success(try await vault.openController(row))
            } catch {
                result = .failure(error)
            }
            vault.open.withLock { $0[row.number] = result }
        }
        return vault
    }

    static func vault(
        _ context: VaultContext,
        _ house: any HouseRepository,
        _ provider: any FacilityProvider
    ) async throws -> Vault {
        guard let identity = try await house.identity() else {
            throw VaultError(.unusable, "the database is empty; make the vault with `lethe vault init`")
        }
        guard identity.vault == context.vault, identity.rehearsal == context.isRehearsal else {
            throw VaultError(.unusable, "the database belongs to another vault")
        }
        return Vault(context: context, house: house, provider: provider)
    }

    /// Makes a controller with its key safe, ledger and keys; an interrupted creation is finished.
    ///
    /// - Throws: ``VaultError`` with `alreadyExists` or `invalidInput`.
    /// - Parameters:
    ///   - country: ISO 3166-1, such as DE.
    ///   - facts: What else the rules are told about it, by the names of the vocabulary.
    ///   - rules: The files of the rulebook it begins with.
    public func createController(
        name: String,
        country: String,
        facts: [String: String] = [:],
        rules: [RulebookFile]
    ) async throws -> ControllerVault {
        guard StaffMember(name) != nil else {
            throw VaultError(
                .invalidInput,
                "a controller's name is one line with visible characters, at most 200 bytes"
            )
        }
        guard country.utf8.count == 2, country.utf8.allSatisfy({ (0x41...0x5a).contains($0) }) else {
            throw VaultError(.invalidInput, "a country has two capital letters (ISO 3166-1), such as DE")
        }
        guard facts[Law.country] == nil else {
            throw VaultError(.invalidInput, "name the country with --country")
        }
        if context.isReadOnly {
            throw VaultError(.denied, "this is a restore drill: it reads and changes nothing")
        }
        return try await creation.pass {
            let today = context.clock.now.day
            let (digest, archive) = try await checked(rules)
            let place = Law.Jurisdiction(country: country, facts: facts)
            _ = try await Law(shelf.rulebook(digest) { archive }, 1, activeFrom: today, for: place)
            let row = try await house.beginController(
                id: .random(),
                name: name,
                country: country,
                facts: facts
            )
            let tables = house.tables(of: row.number)
            try await tables.rulebooks.begin(
                with: digest,
                archive: archive,
                activeFrom: today,
                at: context.clock.now
            )
            let facilities = try await provider.create(for: row)
            guard let log = facilities.log else {
                throw VaultError(.unusable, "the new controller has no ledger")
            }
            try await house.openController(
                row.number,
                epoch: try await facilities.keySafe.status().epoch,
                logKey: log.verifierKey.publicKey,
                certificateKey: facilities.certificateKey.publicKey,
                at: context.clock.now
            )
            let controller = ControllerVault(
                controller: try await tables.patients.controller(),
                laws: try await LawSchedule(tables, shelf, on: today),
                shelf: shelf,
                context: context,
                tables: tables,
                facilities: facilities
            )
            try await controller.prepare()
            try await controller.pinFirstRules()
            open.withLock { $0[row.number] = .success(controller) }
            return controller
        }
    }

    /// The archive of files that are a rulebook whose tests come out.
    ///
    /// - Throws: ``VaultError/Code/invalidRules``.
    private func checked(_ rules: [RulebookFile]) async throws -> (digest: Digest, archive: [UInt8]) {
        // What another controller was made with, or published, was checked then.
        if let archive = try? RulebookArchive.encode(rules), shelf.rulebook(SHA256.hash(archive)) != nil {
            return (SHA256.hash(archive), archive)
        }
        let draft = try RulebookDraft(rules)
        return (draft.digest, draft.archive)
    }

    /// The controller of a name, or the only one.
    ///
    /// - Throws: ``VaultError`` with `notFound`, `invalidInput` when there are several and none is named, or why it
    ///   could not be opened.
    public func controller(named name: String?) async throws -> ControllerVault {
        let rows = try await house.controllers().filter { $0.state != .creating }
        let matching = rows.filter { name == nil || $0.name == name || $0.id.description == name }
        guard let row = matching.first else {
            throw rows.isEmpty
                ? VaultError(
                    .notFound,
                    "there is no controller yet; make one with `lethe controller create NAME`"
                )
                : VaultError(.notFound, "there is no controller of this name; see `lethe controller list`")
        }
        guard matching.count == 1 else {
            throw VaultError(.invalidInput, "there are several controllers; name one with --controller NAME")
        }
        guard let result = open.withLock({ $0[row.number] }) else { return try await openLate(row) }
        return try result.get()
    }

    /// Opens a controller whose creation ended with an error after it was made, or that another server made.
    private func openLate(_ row: ControllerRow) async throws -> ControllerVault {
        try await creation.pass {
            if let result = open.withLock({ $0[row.number] }) { return try result.get() }
            let controller = try await openController(row)
            open.withLock { $0[row.number] = .success(controller) }
            return controller
        }
    }

    /// All controllers, open or not, by number.
    public func controllers() async throws -> [(
        row: ControllerRow, vault: Result<ControllerVault, any Error>?
    )] {
        let results = open.withLock { $0 }
        return try await house.controllers().map { ($0, results[$0.number]) }
    }

    /// Gives everything that waits its place in the ledgers.
    ///
    /// - Throws: The first failure; the ledgers of the other controllers have grown all the same.
    public func flush() async throws {
        try await inEveryController { try await $0.flush() }
    }

    /// Drives every interrupted erasure as far as it goes.
    ///
    /// - Throws: The first failure; the other controllers were looked after all the same.
    public func finishErasures() async throws {
        guard !context.isReadOnly else { return }
        try await inEveryController { try await $0.driveUnfinished() }
    }

    /// Goes on with index renewals that were begun or that erasures wait for, and with key renewals that were begun.
    ///
    /// - Throws: The first failure; the other controllers were looked after all the same.
    public func finishRenewals() async throws {
        guard !context.isReadOnly else { return }
        try await inEveryController {
            try await $0.driveUnfinished(renewing: true)
            await $0.finishIndexRenewal()
            try await $0.finishKeyRenewal()
        }
    }

    /// Removes the files of large parts that belong to no version: of stores that never happened.
    ///
    /// - Throws: The first failure; the other controllers were looked after all the same.
    public func sweepBlobs() async throws {
        guard !context.isReadOnly else { return }
        try await inEveryController { try await $0.sweepBlobs() }
    }

    /// Counts the months of review of every patient whose file or rulebook is another one than the last time.
    ///
    /// - Throws: The first failure; the other controllers were looked after all the same.
    public func review() async throws -> ReviewReport {
        var report = ReviewReport()
        try await inEveryController { report += try await $0.review() }
        return report
    }

    private func inEveryController(_ body: (ControllerVault) async throws -> Void) async throws {
        var failure: (any Error)?
        for case .success(let controller) in open.withLock({ Array($0.values) }) {
            do { try await body(controller) } catch { failure = failure ?? error }
        }
        if let failure { throw failure }
    }

    private func openController(_ row: ControllerRow) async throws -> ControllerVault {
        if !context.isReadOnly {
            let ancestry = try await ancestry(of: row)
            try await ancestry.requireObedience(to: context.incarnation)
            try await ancestry.compareEpochs()
            guard row.state != .gate else { throw Self.unfinishedReconciliation }
        }
        let controller = try await unpreparedController(row)
        if context.isReplica { try await controller.requireUpToDate() }
        if !context.isReadOnly {
            try await controller.prepare()
            try await controller.pinFirstRules()
        }
        return controller
    }

    /// A controller with what belongs to it, before anything was compared.
    func unpreparedController(_ row: ControllerRow) async throws -> ControllerVault {
        let tables = house.tables(of: row.number)
        let controller = ControllerVault(
            controller: row,
            laws: try await LawSchedule(tables, shelf, on: context.clock.now.day),
            shelf: shelf,
            context: context,
            tables: tables,
            facilities: try await provider.open(for: row)
        )
        try await controller.openStaff()
        return controller
    }

    func ancestry(of row: ControllerRow) async throws -> Ancestry {
        Ancestry(
            tables: house.tables(of: row.number),
            keySafe: try await provider.keySafe(of: row)
        )
    }
}
