internal import VaultCrypto
internal import VaultModel

/// What the cryptography of one version costs.
struct CryptoMeasure {
    private static let rounds = 400
    private static let repeats = 10

    func figures() async -> [Figure] {
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
        ]
    }
}
