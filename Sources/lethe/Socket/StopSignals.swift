internal import Dispatch
internal import Foundation
internal import Synchronization

/// The signals that ask the process to stop: SIGTERM, and SIGINT (Ctrl-C).
enum StopSignals {
    private static let sources = Mutex<[any DispatchSourceSignal]>([])

    /// Takes the signals over until the process ends, and ignores SIGPIPE: a caller that goes away must not end it.
    ///
    /// - Parameter handle: Called with the signal, one call after another.
    static func handle(with handle: @escaping @Sendable (Int32) -> Void) {
        signal(SIGPIPE, SIG_IGN)
        let queue = DispatchQueue(label: "lethe-signals")
        sources.withLock { sources in
            for number in [SIGTERM, SIGINT] {
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
                source.setEventHandler { handle(number) }
                source.activate()
                sources.append(source)
            }
        }
    }
}
