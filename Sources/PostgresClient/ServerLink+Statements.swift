internal import CLibPQ
internal import Foundation

extension ServerLink {
    /// Queues a statement that is prepared under `name`.
    func send(prepared name: String, _ arguments: Arguments) -> Bool {
        unsafe withArguments(arguments) { count, _, values, lengths, formats in
            unsafe PQsendQueryPrepared(connection, name, count, values, lengths, formats, 1) == 1
        }
    }

    /// Queues a statement that is used once.
    func send(text: String, _ arguments: Arguments) -> Bool {
        unsafe withArguments(arguments) { count, types, values, lengths, formats in
            unsafe PQsendQueryParams(connection, text, count, types, values, lengths, formats, 1) == 1
        }
    }

    /// Queues the preparation of a statement.
    func sendPrepare(name: String, text: String, types: [UInt32]) -> Bool {
        unsafe PQsendPrepare(connection, name, text, Int32(types.count), types) == 1
    }

    /// Queues a text of several statements, which takes no values.
    func send(script: String) -> Bool {
        unsafe PQsendQuery(connection, script) == 1
    }

    func enterPipeline() -> Bool { unsafe PQenterPipelineMode(connection) == 1 }

    func exitPipeline() -> Bool { unsafe PQexitPipelineMode(connection) == 1 }

    /// Ends a pipeline: what follows is not touched by errors before.
    func synchronise() -> Bool { unsafe PQpipelineSync(connection) == 1 }

    /// Sends what is queued, taking answers meanwhile so that neither side waits for the other for ever.
    func flush(until deadline: ContinuousClock.Instant) -> Bool {
        while true {
            switch unsafe PQflush(connection) {
            case 0: return true
            case 1:
                guard wait(for: Int16(POLLIN | POLLOUT), until: deadline) else { return false }
                guard unsafe PQconsumeInput(connection) == 1 else { return false }
            default: return false
            }
        }
    }

    /// The next answer; nil at the end of a statement's answers.
    ///
    /// - Throws: `PostgresError` with `connectionLost` when the server is gone or silent for too long.
    func nextResult(until deadline: ContinuousClock.Instant) throws(PostgresError) -> QueryResult? {
        while unsafe PQisBusy(connection) == 1 {
            guard wait(for: Int16(POLLIN), until: deadline), unsafe PQconsumeInput(connection) == 1 else {
                throw .connectionLost(during: nil)
            }
        }
        guard let result = unsafe PQgetResult(connection) else { return nil }
        return unsafe QueryResult(owning: result)
    }

    private func withArguments(
        _ arguments: Arguments,
        _ body: (
            Int32, UnsafePointer<Oid>?, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?,
            UnsafePointer<Int32>?
        ) -> Bool
    ) -> Bool {
        let entries = arguments.entries
        guard !entries.isEmpty else { return body(0, nil, nil, nil, nil) }
        return unsafe arguments.bytes.withUnsafeBytes { buffer in
            let base = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            let values: [UnsafePointer<CChar>?] = unsafe entries.map { entry in
                entry.length == nil ? nil : unsafe base?.advanced(by: entry.offset)
            }
            let lengths = entries.map { Int32($0.length ?? 0) }
            let formats: [Int32] = entries.map { $0.isText ? 0 : 1 }
            return unsafe body(Int32(entries.count), entries.map(\.type), values, lengths, formats)
        }
    }
}
