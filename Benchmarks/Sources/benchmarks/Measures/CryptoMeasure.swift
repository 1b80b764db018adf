internal import VaultCrypto
internal import VaultModel

/// What the cryptography of one version costs, beside envelope encryption by Tink.
struct CryptoMeasure {
    private static let rounds = 400
    private static let repeats = 10
    private static let sizes = [4096, 64 << 10, 1 << 20]

    func figures() throws -> [Figure] {
        let statement = House.document(400)
        let document = House.document(4096)
        let context = ObjectContext(controller: .random(), record: .random(), version: .first, kind: .part(0))
        let secrets = RecordSecrets.generate()
        var committed = Samples()
        var sealed = Samples()
        for _ in 0..<Self.rounds {
            var begin = ContinuousClock.now
            for _ in 0..<Self.repeats { _ = Commitment.commit(to: statement, opening: secrets.opening) }
            committed.add((ContinuousClock.now - begin) / Self.repeats)
            begin = .now
            for _ in 0..<Self.repeats {
                _ = SealedObject.seal(document, context: context, recordKey: secrets.recordKey)
            }
            sealed.add((ContinuousClock.now - begin) / Self.repeats)
        }
        return [
            .plain("commitments on one core", "\(Int(1 / committed.median.seconds))/s"),
            .plain("seal an object of 4 KiB", sealed.median.text),
        ] + (try envelopes())
    }

    /// A document sealed under a key of its own, which is wrapped: ours with its SHA-256 and padding, Tink's without.
    private func envelopes() throws -> [Figure] {
        let peer = try EnvelopeTimes.measure(sizes: Self.sizes, rounds: Self.rounds)
        return try Self.sizes.flatMap { size -> [Figure] in
            let times = try envelope(size)
            guard let theirs = peer.times?["\(size)"], let version = peer.version else {
                let reason = "not measured: \(peer.missing ?? "no answer")"
                return [.plain("envelope of \(size >> 10) KiB, seal", times.seal.text, peer: reason)]
            }
            return [("seal", times.seal, theirs.seal), ("open", times.open, theirs.open)].map {
                let time = Duration.nanoseconds(1) * $2
                return .plain(
                    "envelope of \(size >> 10) KiB, \($0)",
                    $1.text,
                    peer: "\(time.text) \(version)",
                    ratio: $1 / time
                )
            }
        }
    }

    private func envelope(_ size: Int) throws -> (seal: Duration, open: Duration) {
        let wrapKey = SecretBytes(random: ObjectFormat.keySize)
        let context = ObjectContext(controller: .random(), record: .random(), version: .first, kind: .part(0))
        let document = House.document(size)
        var (sealing, opening) = (Samples(), Samples())
        for _ in 0..<Self.rounds {
            let begin = ContinuousClock.now
            let secrets = RecordSecrets.generate()
            let wrapped = WrappedRecordKey(wrapping: secrets, under: wrapKey)
            let (sealed, _) = SealedObject.seal(document, context: context, recordKey: secrets.recordKey)
            let middle = ContinuousClock.now
            let again = try wrapped.unwrap(under: wrapKey)
            let opened = try SealedObject.open(
                sealed,
                contentSize: size,
                context: context,
                recordKey: again.recordKey
            )
            opening.add(ContinuousClock.now - middle)
            sealing.add(middle - begin)
            guard opened == document else { throw BenchmarkError("an object opens as something else") }
        }
        return (sealing.median, opening.median)
    }
}
