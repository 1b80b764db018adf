internal import CoreMetrics

/// What is measured of the vault's socket: callers, whom it sent away, and commands.
struct SocketMetrics: Sendable {
    private let running = Meter(label: "lethe_callers", dimensions: [("state", "running")])
    private let asking = Meter(label: "lethe_callers", dimensions: [("state", "asking")])
    private let waiting = Meter(label: "lethe_commands_waiting")

    func noteCallers(asking: Int, running: Int) {
        self.asking.set(asking)
        self.running.set(running)
    }

    func noteWaiting(_ count: Int) {
        waiting.set(count)
    }

    func noteRefused(_ reason: String) {
        Counter(label: "lethe_callers_refused", dimensions: [("reason", reason)]).increment()
    }

    func noteCommand(_ name: String, code: Int32, took: Duration) {
        CoreMetrics.Timer(
            label: "lethe_command_seconds",
            dimensions: [("command", name), ("code", "\(code)")]
        ).recordNanoseconds(Int64(took / .nanoseconds(1)))
    }
}
