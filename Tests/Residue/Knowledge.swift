import Foundation
import VaultModel
import VaultStorage

@testable import VaultCore

/// Everything that an adversary may look for: what was stored, and what anybody computes from it.
enum Knowledge {
    /// How much of a document is looked for; no two documents begin alike.
    private static let pieceSize = 48

    /// What nobody may find anywhere, whoever it is about.
    static func needles(of lab: ResidueLab) throws -> [Needle] {
        var needles: [Needle] = []
        for version in lab.versions {
            for secret in version.secrets {
                needles.append(Needle("\(secret.name) of \(version.name)", secret.bytes, .key))
            }
            guard let content = version.content else { continue }
            needles.append(Needle("the text of \(version.name)", Array(content.prefix(pieceSize))))
        }
        needles += lab.secrets.filter { !lab.currentSecrets.contains($0.bytes) }.map {
            Needle($0.name, $0.bytes, .key)
        }
        for person in lab.people {
            needles += texts(of: person).map { Needle(text: $0) }
            needles += person.days.map {
                Needle("\($0), a day of \(person.name)", Array($0.description.utf8), .date)
            }
        }
        needles += try digests(in: lab)
        return needles + needles.filter { ![.clearText, .date].contains($0.kind) }.map(\.inHex)
    }

    /// What the software would look for to find the erased, with what it can still derive; and tokens that everybody could
    /// make who has the database.
    ///
    /// - Parameter controller: The vault with a key safe that the adversary has.
    static func dictionary(of lab: ResidueLab, with controller: ControllerVault) async throws -> [Needle] {
        var needles: [Needle] = []
        for person in lab.people where person.isGone || person.isRenamed {
            // Of a corrected person the wrong name is what nobody may recognise; the identifier is right.
            var tokens = try await controller.labTokens(
                of: try identity(of: person),
                demographicOnly: !person.isGone
            )
            if person.isGone { tokens.append(controller.labMistakenToken(of: person.identifier)) }
            needles += tokens.map { Needle("a token of \(person.name)", $0, .recognised) }
        }
        for document in documents(of: lab, thatAreErased: true) {
            let token = try await controller.labToken(ofSource: document.source)
            needles.append(Needle("a token of \(document.source)", token, .recognised))
        }
        return needles + needles.map(\.inHex)
    }

    /// The tokens that find the living, which a search must come upon where the vault itself finds them.
    static func livingTokens(of lab: ResidueLab, with controller: ControllerVault) async throws -> [Needle] {
        var needles: [Needle] = []
        for person in lab.people where !person.isGone && !person.isRenamed {
            let tokens = try await controller.labTokens(of: try identity(of: person), demographicOnly: false)
            needles += tokens.map { Needle("a living token of \(person.name)", $0, .recognised).inHex }
        }
        for document in documents(of: lab, thatAreErased: false) {
            let token = try await controller.labToken(ofSource: document.source)
            needles.append(Needle("a living token of \(document.source)", token, .recognised).inHex)
        }
        return needles
    }

    /// Documents of which every version is erased, or some are living; one that was moved lives elsewhere.
    private static func documents(of lab: ResidueLab, thatAreErased isErased: Bool) -> [LabPerson.Document] {
        lab.people.flatMap { person in
            person.documents.filter { document in
                (person.isGone && !document.isMoved || document.erasedVersions == document.contents.count)
                    == isErased
            }
        }
    }

    private static func identity(of person: LabPerson) throws -> PatientIdentity {
        guard let identifier = PatientIdentifier(person.identifier),
            let identity = PatientIdentity(
                identifiers: [identifier],
                name: person.name,
                birthDate: person.birthDate
            )
        else { throw LabProgram.Failure(description: "a person has no identity") }
        return identity
    }

    private static func texts(of person: LabPerson) -> [String] {
        let value = person.identifier.split(separator: "|").last.map(String.init) ?? person.identifier
        let names = [
            person.name, person.rightName, PatientIdentifier.normalised(person.name),
            person.name.uppercased(),
        ]
        return Array(Set(names)) + [value, person.label, person.reason]
            + person.documents.flatMap { [$0.fileName, $0.source] }
    }

    /// Digests without a key, as the system's own programs compute them.
    private static func digests(in lab: ResidueLab) throws -> [Needle] {
        let folder = lab.root + "/digests"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        var things: [(name: String, bytes: [UInt8])] = []
        for version in lab.versions {
            things.append(("the statement of \(version.name)", version.statement))
            if let content = version.content { things.append(("the text of \(version.name)", content)) }
        }
        for person in lab.people {
            for text in texts(of: person) + [person.identifier] { things.append((text, Array(text.utf8))) }
        }
        let paths = try things.enumerated().map { number, thing in
            let path = folder + "/\(number)"
            try Data(thing.bytes).write(to: URL(filePath: path))
            return path
        }
        var needles: [Needle] = []
        for program in ["md5sum", "sha1sum", "sha256sum", "sha512sum"] {
            let lines = try LabProgram.run("/usr/bin/" + program, paths).split(separator: "\n")
            for (thing, line) in zip(things, lines) {
                guard let digest = line.split(separator: " ").first.flatMap({ Hex.decode(String($0)) }) else {
                    throw LabProgram.Failure(description: "\(program) wrote something else")
                }
                needles.append(Needle("\(program) of \(thing.name)", digest, .digest))
            }
        }
        return needles
    }
}
