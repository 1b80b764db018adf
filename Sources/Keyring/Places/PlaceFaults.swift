/// What happens at each operation on a place: nothing in production, planned failures in tests.
struct PlaceFaults: Sendable {
    /// What a test may ask for at an operation.
    enum Verdict: Sendable {
        /// Go on.
        case proceed
        /// Do nothing and fail.
        case fail
        /// Write half of the bytes, then fail; as `fail` for operations that write none.
        case tear
        /// Do it, then fail.
        case failAfter
    }

    private let plan: (@Sendable (PlaceOperation, _ place: String) -> Verdict)?

    /// Nothing fails.
    static let none = PlaceFaults(plan: nil)

    /// Asks `plan` at each operation.
    init(plan: (@Sendable (PlaceOperation, _ place: String) -> Verdict)?) {
        self.plan = plan
    }

    /// What is to happen at an operation.
    func verdict(_ operation: PlaceOperation, in place: String) -> Verdict {
        plan?(operation, place) ?? .proceed
    }

    static let planned = KeyringError(.io, "this operation was made to fail by a test")
}
