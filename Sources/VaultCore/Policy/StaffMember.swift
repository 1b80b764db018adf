/// Who acts: a member of the controller's own staff, by the name given at the door.
public struct StaffMember: Hashable, Sendable {
    /// The name as it will stand on certificates.
    public let name: String

    /// Takes a name with at least one visible character; others are `nil`.
    public init?(_ name: String) {
        let isVisible = name.unicodeScalars.contains { !$0.properties.isWhitespace }
        let hasControls = name.unicodeScalars.contains { $0.properties.generalCategory == .control }
        guard isVisible, !hasControls, name.utf8.count <= 200 else { return nil }
        self.name = name
    }
}
