public import VaultModel

/// A place of a key safe that somebody declared lost: what it holds was not destroyed.
public struct LostPlace: Hashable, Sendable {
    /// The place, as the operator named it.
    public let place: String
    /// Who declares it, how it was lost, and when that was declared.
    public let declaration: CustodyDeclaration

    /// Notes a loss.
    public init(place: String, declaration: CustodyDeclaration) {
        self.place = place
        self.declaration = declaration
    }

    /// The loss as it is kept beside the key safe and in a vault's configuration.
    public var json: CanonicalJSON {
        .object([
            "at": .string(declaration.at.description), "by": .string(declaration.by),
            "place": .string(place), "statement": .string(declaration.statement),
        ])
    }

    /// Reads exactly what ``json`` writes; anything else is `nil`.
    public init?(json: CanonicalJSON) {
        guard json.objectValue?.count == 4, let place = json["place"]?.stringValue, place.isPrintableLine,
            let by = json["by"]?.stringValue, let statement = json["statement"]?.stringValue,
            let text = json["at"]?.stringValue, let at = Timestamp(iso8601: text)
        else { return nil }
        let declaration = CustodyDeclaration(by: by, statement: statement, at: at)
        guard declaration.isPrintable else { return nil }
        self.init(place: place, declaration: declaration)
    }

    /// Refuses what certificates could not print.
    ///
    /// - Throws: `KeyringError` with code `request`.
    public func checkPrintable() throws {
        guard declaration.isPrintable, place.isPrintableLine else {
            throw KeyringError(
                .request,
                "a declaration needs a name of at most 200 characters and a statement of at most 4000, each one line "
                    + "without control characters"
            )
        }
    }

    /// What it means, as certificates print it.
    ///
    /// - Parameter threshold: how many places open the key safe together.
    public func sentence(threshold: Int) -> String {
        let loss =
            "A place of the key safe was declared lost on \(declaration.at.day) by \(declaration.by): "
            + "\"\(declaration.statement)\"."
        return loss
            + (threshold == 1
                ? " Whoever has it, and an older copy of the database, can open what was stored by then and erased later."
                : " It holds one of the shares of then, \(threshold) of which open together; the others were destroyed.")
    }
}
