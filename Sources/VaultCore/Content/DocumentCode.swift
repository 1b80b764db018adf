public import PolicyEngine

/// A code that a document comes with, by which the rulebook's class table may know it.
public struct DocumentCode: Hashable, Sendable {
    /// Whose code it is.
    public let system: ClassTable.System
    /// The code.
    public let code: String

    /// Makes one.
    public init(system: ClassTable.System, code: String) {
        self.system = system
        self.code = code
    }
}
