import PostgresClient
import Testing

/// Expects a `PostgresError` of one kind.
func expectCode(
    _ code: PostgresError.Code,
    _ location: SourceLocation = #_sourceLocation,
    _ body: () throws -> some Any
) {
    let error = #expect(throws: PostgresError.self, sourceLocation: location) { _ = try body() }
    #expect(error?.code == code, sourceLocation: location)
}

/// Expects a `PostgresError` of one kind and returns it.
@discardableResult
func expectCode(
    _ code: PostgresError.Code,
    _ location: SourceLocation = #_sourceLocation,
    _ body: () async throws -> some Any
) async -> PostgresError? {
    let error = await #expect(throws: PostgresError.self, sourceLocation: location) { _ = try await body() }
    #expect(error?.code == code, sourceLocation: location)
    return error
}

/// Expects an error of the server with one SQLSTATE and returns it.
@discardableResult
func expectState(
    _ state: SQLState,
    _ location: SourceLocation = #_sourceLocation,
    _ body: () async throws -> some Any
) async -> PostgresError? {
    let error = await #expect(throws: PostgresError.self, sourceLocation: location) { _ = try await body() }
    #expect(error?.sqlState == state, sourceLocation: location)
    return error
}
