internal import Foundation
internal import Keyring
internal import VaultCrypto
internal import VaultModel

/// One controller's key safe as a server gives it to its vault: the safe, and who holds keys of it.
final class ServedSafe: Sendable {
    let safe: FileKeySafe
    let leases: LeaseBook

    init(safe: FileKeySafe, leases: LeaseBook) {
        self.safe = safe
        self.leases = leases
    }

    /// Answers one question.
    ///
    /// - Throws: `KeyringError`, which goes back to the vault as it is.
    func answer(_ question: Wire) async throws -> SafeMessage {
        let word = try question.text("ask")
        if let answer = try await read(word, question) { return answer }
        if let answer = try await change(word, question) { return answer }
        throw KeyringError.babble
    }

    private func read(_ word: String, _ question: Wire) async throws -> SafeMessage? {
        switch word {
        case "nodes":
            let session = UUID(uuidString: try question.text("session"))
            guard let session, leases.isHeld(by: session) else { throw KeyringError.noSession }
            guard let prefix = try question.prefixes().first else { throw KeyringError.babble }
            let nodes = try await safe.nodes(under: prefix)
            var builder = SecretBuilder(capacity: max(1, nodes.count * KeyNode.seedSize))
            for node in nodes { builder.append(node.seed) }
            return SafeMessage(
                .object(["prefixes": Wire.prefixes(nodes.map(\.prefix))]),
                secret: builder.finish()
            )
        case "status": return SafeMessage(try await safe.status().wire)
        case "settle": return SafeMessage(try await safe.settle().wire)
        case "punctures":
            let list = try await safe.punctures(after: question.epoch("after"))
            return SafeMessage(.object(["list": .array(list.map(\.wire))]))
        case "journal":
            let list = try await safe.journal(after: question.number("after"))
            return SafeMessage(.object(["list": .array(list.map(\.wire))]))
        case "indexKeys": return Self.message(try await safe.indexKeys())
        case "freshlyCovered":
            let covered = try await safe.freshlyCovered(question.prefixes())
            return SafeMessage(.object(["prefixes": Wire.prefixes(covered.sorted())]))
        case "damagedPlaces":
            let list = try await safe.damagedPlaces()
            return SafeMessage(.object(["list": .array(list.map { .string($0) })]))
        case "limits": return SafeMessage(try await safe.limits().json)
        case "waiting":
            return SafeMessage(
                .object(["list": .array(try await safe.waitingOrders().map(\.json))])
            )
        default: return nil
        }
    }

    private func change(_ word: String, _ question: Wire) async throws -> SafeMessage? {
        if word == "adopt" {
            try await safe.adopt(question.id("incarnation"))
            return SafeMessage(.object([:]))
        }
        guard try await safe.status().incarnation == question.id("incarnation") else {
            throw KeyringError(
                .wrongIncarnation,
                "the key safe obeys another copy of this vault: this one may not change it unless it is adopted"
            )
        }
        switch word {
        case "puncture":
            let request = try PunctureRequest(question)
            let receipt = try await safe.puncture(request)
            // Told again at every repetition: whoever let go already has nothing to do.
            try await leases.waitUntilReleased(leases.evict(request.prefixes))
            return SafeMessage(receipt.wire)
        case "leasePatients":
            let numbers = try await safe.leasePatientNumbers(Int(question.number("count")))
            return Self.message(Int64(numbers.lowerBound), Int64(numbers.upperBound))
        case "raiseSerials":
            let serials = try await safe.raiseSerials()
            return Self.message(Int64(serials.lowerBound), Int64(serials.upperBound))
        case "appendJournal":
            guard let entry = question.json["entry"] else { throw KeyringError.babble }
            let number = try await safe.appendJournal(JournalEntry(Wire(json: entry)))
            return SafeMessage(.object(["number": .integer(number)]))
        case "beginIndexRenewal":
            return Self.message(try await safe.beginIndexRenewal(question.id("id")))
        case "finishIndexRenewal":
            return SafeMessage(try await safe.finishIndexRenewal(question.id("id")).wire)
        case "addTree":
            let tree = try await safe.addTree(question.id("id"))
            return SafeMessage(.object(["number": .integer(Int64(tree.rawValue))]))
        case "setLimits":
            guard let limits = question.json["limits"].flatMap({ SafeLimits($0) }) else {
                throw KeyringError.babble
            }
            // A vault is not the custodian here, whatever it says.
            let waiting = try await safe.setLimits(limits, request: question.id("id"))
            return SafeMessage(.object(["waiting": waiting?.json ?? .null]))
        case "declare":
            guard let declaration = question.json["declaration"] else { throw KeyringError.babble }
            try await safe.declare(CustodyDeclaration(Wire(json: declaration)))
            return SafeMessage(.object([:]))
        case "approve":
            guard let approval = Approval(try question.text("approval")) else { throw KeyringError.babble }
            try await safe.approve(approval)
            return SafeMessage(.object([:]))
        default: return nil
        }
    }

    private static func message(_ first: Int64, _ end: Int64) -> SafeMessage {
        SafeMessage(.object(["end": .integer(end), "first": .integer(first)]))
    }

    private static func message(_ keys: IndexKeys) -> SafeMessage {
        var numbers = [keys.current.number]
        var builder = SecretBuilder(capacity: 64)
        builder.append(keys.current.key.bytes)
        if let next = keys.next {
            numbers.append(next.number)
            builder.append(next.key.bytes)
        }
        return SafeMessage(
            .object(["numbers": .array(numbers.map { .integer(Int64($0)) })]),
            secret: builder.finish()
        )
    }
}

extension KeyringError {
    static let noSession = KeyringError(.leaseOver, "the lease of these keys ran out: ask again")
}
