internal import VaultModel

/// Who acts: a member of the controller's own staff, by the name given at the door.
public struct StaffMember: Hashable, Sendable {
    /// The name as it will stand on certificates.
    public let name: String

    /// Takes a printable line with at least one visible character and at most 200 bytes; others are `nil`.
    public init?(_ name: String) {
        let isVisible = name.unicodeScalars.contains { !$0.properties.isWhitespace }
        guard isVisible, name.isPrintableLine, name.utf8.count <= 200 else { return nil }
        self.name = name
    }
}
