internal import Synchronization
internal import VaultModel

/// Everybody who was registered, opened once; it is asked at every act and never asks the database.
final class StaffDirectory: Sendable {
    private let entries = Mutex<[StaffEntry]>([])

    /// Everybody, in the order they were added.
    var all: [StaffEntry] { entries.withLock { $0 } }

    /// Takes over what the database holds.
    func replace(with entries: [StaffEntry]) {
        self.entries.withLock { $0 = entries }
    }

    /// Adds or replaces a member.
    func keep(_ entry: StaffEntry) {
        entries.withLock { entries in
            entries.removeAll { $0.id == entry.id }
            entries.append(entry)
            entries.sort { ($0.addedAt, $0.id) < ($1.addedAt, $1.id) }
        }
    }

    /// Who has a name; whoever is in office before others.
    func entry(named name: String) -> StaffEntry? {
        let wanted = PatientIdentifier.normalised(name)
        let known = all.filter { PatientIdentifier.normalised($0.name) == wanted }
        return known.first(where: \.isInOffice) ?? known.last
    }

    /// The member with an id.
    func entry(_ id: StaffID) -> StaffEntry? {
        all.first { $0.id == id }
    }

    /// Refuses somebody who was registered once and is not in office any more.
    ///
    /// - Throws: ``VaultError/Code/denied``.
    func require(_ staff: StaffMember) throws {
        let isEmpty = entries.withLock(\.isEmpty)
        guard !isEmpty, let entry = entry(named: staff.name), !entry.isInOffice else { return }
        throw VaultError(.denied, "this member of staff was revoked (`lethe staff list`)")
    }
}
