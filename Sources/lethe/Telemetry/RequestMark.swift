internal import Logging
internal import VaultCrypto

/// The number under which all that one request causes stands in the log.
///
/// It is random and means nothing: it belongs to a command of one caller, never to a patient or a record.
enum RequestMark {
    @TaskLocal private static var current: String?

    /// Adds the number to every line of the log.
    static let provider = Logger.MetadataProvider { current.map { ["request": "\($0)"] } ?? [:] }

    /// Does what a request asks for under a fresh number.
    static func during<Value>(_ work: () async throws -> Value) async rethrows -> Value {
        let digits = RandomBytes.make(8).map { byte in
            let text = String(byte, radix: 16)
            return byte < 16 ? "0" + text : text
        }
        return try await $current.withValue(digits.joined(), operation: work)
    }
}
