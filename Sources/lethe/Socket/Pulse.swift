internal import Logging

/// Something that a server does again and again; it says once when it cannot, and once when it can again.
struct Pulse: Sendable {
    let interval: Duration
    /// Whether it is done at the start, too.
    var beginsAtOnce = false
    /// What cannot be done, in words.
    let complaint: String
    let logger: Logger
    let work: @Sendable () async throws -> Void

    /// Goes on until its task is cancelled.
    func run() async {
        var isFailing = false
        if !beginsAtOnce { guard (try? await Task.sleep(for: interval)) != nil else { return } }
        repeat {
            do {
                try await work()
                if isFailing { logger.warning("it goes on again: \(complaint)") }
                isFailing = false
            } catch {
                // A server that ends interrupts what is long; that is no failure.
                if !isFailing, !Task.isCancelled {
                    logger.error(
                        "\(complaint); trying again every \(interval.components.seconds) s",
                        metadata: ["reason": "\(CommandStatus(of: error).message ?? "unknown")"]
                    )
                }
                isFailing = true
            }
        } while (try? await Task.sleep(for: interval)) != nil
    }
}
