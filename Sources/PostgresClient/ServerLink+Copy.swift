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
