internal import Dispatch
internal import Foundation

/// Calls back when the process is asked to stop, by SIGTERM or by SIGINT (Ctrl-C).
final class StopSignals: Sendable {
    private let sources: [any DispatchSourceSignal]

    /// Takes the signals over, and ignores SIGPIPE: a caller that goes away must not end the process.
    ///
    /// - Parameter handle: Called with the signal, one call after another.
    init(_ handle: @escaping @Sendable (Int32) -> Void) {
        signal(SIGPIPE, SIG_IGN)
        let queue = DispatchQueue(label: "lethe-signals")
        sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { handle(number) }
            source.activate()
            return source
        }
    }
}
