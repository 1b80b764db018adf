internal import CLibPQ
internal import Foundation

/// One libpq connection: the only owner of its `PGconn`, and nothing of policy.
///
/// Always in non-blocking mode; waiting is ours, so that a silent server is noticed. Used by one thread at a time.
@safe
final class ServerLink {
    let connection: OpaquePointer

    private init(_ connection: OpaquePointer) {
        unsafe self.connection = unsafe connection
    }

    deinit {
        unsafe PQfinish(connection)
    }

    /// Connects, or says why that failed.
    static func connect(_ settings: ConnectionSettings) throws(PostgresError) -> ServerLink {
        let deadline = ContinuousClock.now + settings.connectTimeout
        let parameters = settings.effectiveParameters
        let keywords = CStringList(parameters.map(\.keyword))
        let values = CStringList(parameters.map(\.value))
        while true {
            guard let connection = unsafe PQconnectdbParams(keywords.base, values.base, 0) else {
                throw PostgresError(.connectionFailed, "no memory for a connection to postgresql")
            }
            let link = unsafe ServerLink(connection)
            if unsafe PQstatus(connection) == CONNECTION_OK {
                unsafe PQsetNoticeReceiver(connection, { _, _ in }, nil)
                _ = unsafe PQsetErrorVerbosity(connection, PQERRORS_SQLSTATE)
                guard unsafe PQsetnonblocking(connection, 1) == 0 else { break }
                return link
            }
            // A server that recovers from a crash, is full, or is about to take over refuses for a moment; other refusals
            // are final.
            let answer = unsafe PQpingParams(keywords.base, values.base, 0)
            guard answer == PQPING_REJECT || link.isRefusedForNow, ContinuousClock.now < deadline else {
                throw link.isFull ? noConnectionLeft : failure(answer)
            }
            Thread.sleep(forTimeInterval: 0.05)
        }
        throw PostgresError(.connectionFailed, "the connection to postgresql failed")
    }

    var isBroken: Bool { unsafe PQstatus(connection) != CONNECTION_OK }

    /// Whether the server ended an idle connection; takes what it sent meanwhile.
    func isStillOpen() -> Bool {
        // A farewell is read first and the end of the connection only by the next reading.
        while !isBroken, wait(for: Int16(POLLIN), until: .now) {
            guard unsafe PQconsumeInput(connection) == 1 else { return false }
        }
        return !isBroken
    }

    var transactionStatus: PGTransactionStatusType { unsafe PQtransactionStatus(connection) }

    /// Waits until the socket is ready; false when the time ran out first.
    func wait(for events: Int16, until deadline: ContinuousClock.Instant) -> Bool {
        var descriptor = unsafe pollfd(fd: PQsocket(connection), events: events, revents: 0)
        while true {
            let left = max(0, ConnectionSettings.milliseconds(deadline - .now))
            let ready = unsafe poll(&descriptor, 1, Int32(clamping: left))
            if ready > 0 { return true }
            if ready == 0 || errno != EINTR { return false }
        }
    }

    /// Whether a refusal may pass soon: no free connection, or a standby that is not promoted yet.
    private var isRefusedForNow: Bool {
        isFull || saysAny("starting up", "session is read-only", "hot standby mode")
    }

    /// Whether the server has as many connections as it may have.
    private var isFull: Bool { saysAny("too many clients", "too many connections", "connection slots") }

    /// Whether the refusal says one of these; libpq tells no code for a failed connection.
    private func saysAny(_ parts: String...) -> Bool {
        guard let text = unsafe PQerrorMessage(connection) else { return false }
        let message = unsafe String(cString: text)
        return parts.contains { message.contains($0) }
    }

    private static let noConnectionLeft = PostgresError(
        .connectionFailed,
        "postgresql has no connection left; raise max_connections, or end what else holds connections to it"
    )

    private static func failure(_ answer: PGPing) -> PostgresError {
        switch answer {
        case PQPING_OK:
            PostgresError(
                .connectionFailed,
                "postgresql refused the connection; check role, database, password, pg_hba.conf and max_connections"
            )
        case PQPING_REJECT:
            PostgresError(.connectionFailed, "postgresql is starting up or shutting down; try again")
        case PQPING_NO_ATTEMPT:
            PostgresError(.settingsInvalid, "the connection settings are not valid")
        default:
            PostgresError(
                .connectionFailed,
                "no postgresql server answers at the given address; see whether it runs"
            )
        }
    }

    /// Splits a connection string into libpq's keywords; nil when it is not valid.
    static func parse(_ connectionString: String) -> [String: String]? {
        guard let options = unsafe PQconninfoParse(connectionString, nil) else { return nil }
        defer { unsafe PQconninfoFree(options) }
        var parameters: [String: String] = [:]
        var option = unsafe options
        while let keyword = unsafe option.pointee.keyword {
            if let value = unsafe option.pointee.val {
                unsafe parameters[String(cString: keyword)] = unsafe String(cString: value)
            }
            unsafe option += 1
        }
        return parameters
    }
}
