/// Somebody of the controller's own staff, with the purpose they state.
struct Reader: Sendable {
    let staff: StaffMember
    let purpose: Purpose

    /// Takes who reads and why.
    ///
    /// - Throws: ``VaultError/Code/denied`` naming what is not stated.
    init(_ staff: StaffMember?, for purpose: Purpose?) throws {
        guard let staff, let purpose else {
            let missing = [
                staff == nil ? "reading needs a member of staff (--as NAME)" : nil,
                purpose == nil ? "reading needs a stated purpose (--purpose CODE)" : nil,
            ]
            throw VaultError(.denied, missing.compactMap(\.self).joined(separator: "; "))
        }
        self.staff = staff
        self.purpose = purpose
    }
}
