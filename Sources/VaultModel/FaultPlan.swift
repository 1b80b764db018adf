/// What happens when a durable step is reached: nothing in production, a planned failure in tests.
public struct FaultPlan: Sendable {
    private let action: (@Sendable (DurableStep) throws -> Void)?

    /// Lets every step pass.
    public static let none = Self(action: nil)

    /// Calls `action` at each durable step; what it throws stands for a failure right after that step.
    public init(_ action: @escaping @Sendable (DurableStep) throws -> Void) {
        self.init(action: action)
    }

    private init(action: (@Sendable (DurableStep) throws -> Void)?) {
        self.action = action
    }

    /// Marks that a step is now durable.
    ///
    /// - Throws: What the plan throws; never in production.
    public func reach(_ step: DurableStep) throws {
        try action?(step)
    }
}
