internal import CLibPQ
internal import Foundation

extension ServerLink {
    /// Sends bytes of a COPY; false when the connection is lost.
    func putCopyData(_ bytes: [UInt8], until deadline: ContinuousClock.Instant) -> Bool {
        retrying(until: deadline) {
            unsafe bytes.withUnsafeBytes { buffer in
                let base = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
                return unsafe PQputCopyData(connection, base, Int32(buffer.count))
            }
        }
    }

    /// Ends a COPY, or has the server discard it; false when the connection is lost.
    func putCopyEnd(failing: Bool, until deadline: ContinuousClock.Instant) -> Bool {
        retrying(until: deadline) { unsafe PQputCopyEnd(connection, failing ? "given up" : nil) }
            && flush(until: deadline)
    }

    private func retrying(until deadline: ContinuousClock.Instant, _ body: () -> Int32) -> Bool {
        while true {
            switch body() {
            case 1: return flush(until: deadline)
            case 0:
                guard flush(until: deadline) else { return false }
            default: return false
            }
        }
    }
}

extension ServerLink {
    /// Appends the next piece of a COPY to `target`; false at its end.
    ///
    /// - Throws: `PostgresError` with `connectionLost` when the server is gone or silent for too long.
    func takeCopyData(
        into target: inout [UInt8],
        until deadline: ContinuousClock.Instant
    ) throws(PostgresError) -> Bool {
        while true {
            var buffer: UnsafeMutablePointer<CChar>?
            let count = unsafe PQgetCopyData(connection, &buffer, 1)
            defer { unsafe PQfreemem(buffer) }
            if count > 0, let bytes = unsafe buffer {
                unsafe target.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: Int(count)))
                return true
            }
            if count < 0 { return false }
            guard wait(for: Int16(POLLIN), until: deadline), unsafe PQconsumeInput(connection) == 1 else {
                throw .connectionLost(during: nil)
            }
        }
    }
}
