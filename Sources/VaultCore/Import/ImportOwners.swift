internal import Keyring
internal import Synchronization
internal import VaultModel

/// Whose the documents of an import are: each is looked up once, many together.
///
/// State and tree may be outdated; the transaction checks both.
final class ImportOwners: Sendable {
    /// A patient's keys.
    struct Place: Hashable {
        let number: PatientNumber
        let tree: TreeNumber

        init(_ owner: PatientRow) {
            (number, tree) = (owner.number, owner.tree)
        }
    }

    private struct Course: Hashable {
        let patient: PatientNumber
        let episode: Int32
    }

    private struct State {
        var rows: [ImportItem.Owner: PatientRow] = [:]
        var courses: [Course: Day?] = [:]
    }

    /// How many are kept.
    private static let capacity = 16_384

    private let state = Mutex(State())

    /// Finds the owners of all that is to be stored; what has none is refused.
    func find(for work: inout [ImportWork], in vault: ControllerVault) async throws {
        var known: [ImportItem.Owner: Result<PatientRow, VaultError>] = [:]
        let wanted = Set(work.map(\.item.owner))
        state.withLock { state in
            for owner in wanted { known[owner] = state.rows[owner].map { .success($0) } }
        }
        let missing = wanted.filter { known[$0] == nil }
        if !missing.isEmpty {
            let found = try await vault.rows(ofEach: missing)
            known.merge(found) { _, new in new }
            state.withLock { state in
                if state.rows.count + found.count > Self.capacity { state.rows.removeAll() }
                for (owner, row) in found { state.rows[owner] = try? row.get() }
            }
        }
        for number in work.indices {
            switch known[work[number].item.owner] {
            case .success(let row)?: work[number].owner = row
            case .failure(let error)?: work[number].refuse(error)
            case nil: work[number].refuse(ControllerVault.unknownOwner)
            }
        }
    }

    /// Looks up somebody whose keys were moved, or who was closed.
    func lookUpAgain(_ work: inout ImportWork, in vault: ControllerVault) async throws {
        let owner = work.item.owner
        state.withLock { $0.rows[owner] = nil }
        if owner == .office { vault.forgetOfficeTree() }
        switch try await vault.rows(ofEach: [owner])[owner] {
        case .success(let row)?:
            work.owner = row
            state.withLock { $0.rows[owner] = row }
        case .failure(let error)?: work.refuse(error)
        case nil: work.refuse(ControllerVault.unknownOwner)
        }
    }

    /// When a course of care was completed.
    ///
    /// - Throws: ``VaultError/Code/notFound`` when there is no such course.
    func completion(of episode: Int32?, of owner: PatientRow, in vault: ControllerVault) async throws -> Day?
    {
        guard let episode else { return nil }
        let course = Course(patient: owner.number, episode: episode)
        if let known = state.withLock({ $0.courses[course] }) { return known }
        let day = try await vault.completion(of: episode, of: owner)
        state.withLock { state in
            if state.courses.count >= Self.capacity { state.courses.removeAll() }
            state.courses[course] = .some(day)
        }
        return day
    }
}
