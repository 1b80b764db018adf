internal import Synchronization
internal import VaultCrypto

/// An opener that several threads use in turn, until it is closed.
final class SharedOpener: Sendable {
    private let opener: Mutex<ObjectOpener?>

    init(_ opener: consuming sending ObjectOpener) {
        self.opener = Mutex(opener)
    }

    /// The content of neighbouring chunks.
    ///
    /// - Parameter start: Where `sealed` begins in the sealed object.
    func open(_ chunks: Range<Int>, of sealed: [UInt8], from start: Int, for ticket: ReaderTicket) throws
        -> [UInt8]
    {
        try opener.withLock { opener in
            guard let layout = opener?.layout else {
                preconditionFailure("opened after the reading had ended")
            }
            var content: [UInt8] = []
            content.reserveCapacity(sealed.count)
            for index in chunks {
                try ticket.check()
                let place = layout.sealedRange(ofChunk: index)
                let inside = place.lowerBound - start..<place.upperBound - start
                try opener?.openChunk(index, in: sealed, at: inside, into: &content)
            }
            // Who was stopped in between has no right to what was opened.
            try ticket.check()
            return content
        }
    }

    /// Destroys the opener and the key in it, whoever still refers to this.
    func close() {
        opener.withLock { $0 = nil }
    }
}
