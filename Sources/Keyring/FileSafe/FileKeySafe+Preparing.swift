internal import VaultModel

/// Steps 1 and 2 of a puncture, taken before it is ordered.
///
/// They are those of an attempt that was given up, until the order comes: pages under a top key that is nowhere but in
/// memory, and a line that no sector names. Nothing is destroyed by them, whatever changes the state next replaces
/// them, and opening the safe removes them.
extension FileKeySafe {
    /// How long, in seconds, what was made ready waits for its order: the line bears the time.
    private static let patience: Int64 = 2

    /// Writes the pages and the line of a puncture that is about to be ordered.
    ///
    /// What would be refused or has to wait is left to the order, and so is any failure.
    public func prepare(_ request: PunctureRequest) async {
        await gate.enter()
        defer { gate.leave() }
        guard !isReadOnly, let state = loaded, request.incarnation == state.marks.incarnation,
            !request.prefixes.isEmpty, state.requests[request.id] == nil,
            request.prefixes.allSatisfy({ state.root.trees.contains($0.tree) }),
            isPermittedNow(request, state)
        else { return }
        ahead = try? await write(request)
    }

    /// Hands out what was made ready for a request, if all is still as it was then.
    func takeAhead(for request: PunctureRequest, after state: LoadedState) -> WrittenChange? {
        defer { ahead = nil }
        guard let ahead, ahead.answers(request), ahead.follows == state.top.state,
            ahead.ready.allSatisfy({ standings[$0.key].sector == 1 - $0.value }),
            clock.now.secondsSinceEpoch - ahead.entry.at.secondsSinceEpoch <= Self.patience
        else { return nil }
        return ahead
    }
}
