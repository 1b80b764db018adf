internal import Dispatch
internal import Synchronization
internal import VaultCrypto

/// Reads content ahead of who seals it and hashes it on the way, so that hash and cipher take two processors.
///
/// A few pieces at most lie ready. Nobody waits for work that no thread has begun: who finds no piece reads one
/// themselves. So any number of these may share any number of threads.
final class HashedSource: Sendable {
    /// How many bytes a piece has; only the last is shorter.
    static let pieceSize = 256 << 10
    /// How many pieces may lie ready.
    private static let ahead = 4

    private struct State {
        var ready: [[UInt8]] = []
        var offset = 0
        /// Whether a thread reads; only one does at a time.
        var isReading = false
        /// Whether a thread was asked for that has not begun.
        var isAsked = false
        /// Whether the one who seals waits for the one who reads.
        var isAwaited = false
        var isEnded = false
        var failure: (any Error)?

        var hasRoom: Bool { !isEnded && ready.count < HashedSource.ahead }
    }

    private enum Turn {
        case take([UInt8], askingForMore: Bool)
        case read
        case wait
        case fail(any Error)
    }

    private let source: any ByteSource
    private let hash = Mutex(SHA256Stream())
    private let state = Mutex(State())
    private let isThere = DispatchSemaphore(value: 0)

    init(_ source: any ByteSource) {
        self.source = source
    }

    /// The next piece; an empty one is the end.
    ///
    /// - Throws: What the source throws.
    func next() throws -> [UInt8] {
        while true {
            switch turn() {
            case .take(let piece, let asksForMore):
                if asksForMore { BlockingWork.start { [self] in readAhead() } }
                return piece
            case .read: step(goingOn: false)
            case .wait: isThere.wait()
            case .fail(let error): throw error
            }
        }
    }

    /// The digest of everything that was read; ends the hash, so ask once, after the end.
    func digest() -> Digest {
        hash.withLock { hash in
            var ended = SHA256Stream()
            swap(&ended, &hash)
            return ended.finish()
        }
    }

    /// Reads no further, since nobody wants more.
    func abandon() {
        state.withLock { $0.isEnded = true }
    }

    private func turn() -> Turn {
        state.withLock { state in
            if !state.ready.isEmpty {
                let piece = state.ready.removeFirst()
                let asks = state.hasRoom && !state.isReading && !state.isAsked
                if asks { state.isAsked = true }
                return .take(piece, askingForMore: asks)
            }
            if let failure = state.failure { return .fail(failure) }
            if state.isReading {
                state.isAwaited = true
                return .wait
            }
            if state.isEnded { return .take([], askingForMore: false) }
            state.isReading = true
            return .read
        }
    }

    /// Reads until enough lies ready.
    private func readAhead() {
        let begins = state.withLock { state in
            state.isAsked = false
            guard state.hasRoom, !state.isReading else { return false }
            state.isReading = true
            return true
        }
        guard begins else { return }
        while step(goingOn: true) {}
    }

    /// Reads and hashes one piece.
    ///
    /// - Returns: Whether this thread goes on reading.
    @discardableResult
    private func step(goingOn: Bool) -> Bool {
        let offset = state.withLock { $0.offset }
        let outcome = Result { try piece(at: offset) }
        if case .success(let piece) = outcome { hash.withLock { $0.update(piece) } }
        let (wakes, goesOn) = state.withLock { state in
            switch outcome {
            case .success(let piece):
                state.offset += piece.count
                if !piece.isEmpty { state.ready.append(piece) }
                if piece.count < Self.pieceSize { state.isEnded = true }
            case .failure(let error):
                state.failure = error
                state.isEnded = true
            }
            state.isReading = goingOn && state.hasRoom
            let wakes = state.isAwaited
            state.isAwaited = false
            return (wakes, state.isReading)
        }
        if wakes { isThere.signal() }
        return goesOn
    }

    /// A whole piece, or what is left; a source may give less than was asked for at any time.
    private func piece(at offset: Int) throws -> [UInt8] {
        var piece = try source.read(at: offset, count: Self.pieceSize)
        while !piece.isEmpty, piece.count < Self.pieceSize {
            let more = try source.read(at: offset + piece.count, count: Self.pieceSize - piece.count)
            if more.isEmpty { break }
            piece += more
        }
        return piece
    }
}
