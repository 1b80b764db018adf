internal import VaultCrypto
internal import VaultModel

/// What a member of staff signs about a rulebook: which one, from which day on, for whom, and as what they do it.
struct RulebookSignature: Hashable, Sendable {
    static let type = "lethe-rulebook-signature+jwt"
    static let format = "lethe.rulebook-signature.v1"

    let origin: String
    let controller: ControllerID
    let digest: Digest
    let activeFrom: Day
    let role: StaffRole
    let staff: StaffID
    let at: Timestamp

    private var payload: [UInt8] {
        CanonicalJSON.object([
            "active_from": .string(activeFrom.description),
            "at": .string(at.description),
            "controller": .string(controller.description),
            "digest": .string(digest.hex),
            "format": .string(Self.format),
            "origin": .string(origin),
            "role": .string(role.rawValue),
            "staff": .string(staff.description),
        ]).encoded
    }

    /// Signs it.
    func signed(with key: borrowing SigningKey) -> PublicationRow.Signature {
        let jws = JSONWebSignature(signing: payload, type: Self.type, keyID: staff.description, with: key)
        return PublicationRow.Signature(staff: staff, text: jws.text)
    }

    /// Whether a text is this, at whatever time, signed with a key.
    func isSigned(by text: String, with key: PublicKey) -> Bool {
        guard let jws = JSONWebSignature(text, type: Self.type), jws.keyID == staff.description,
            let at = (try? CanonicalJSON(decoding: jws.payload))?["at"]?.stringValue
                .flatMap(Timestamp.init(iso8601:))
        else { return false }
        let expected = RulebookSignature(
            origin: origin,
            controller: controller,
            digest: digest,
            activeFrom: activeFrom,
            role: role,
            staff: staff,
            at: at
        )
        return jws.payload == expected.payload && jws.isValid(for: key)
    }
}
