import Foundation
import VaultModel
import VaultStorage

@testable import VaultCore

/// Everything that an adversary may look for: what was stored, and what anybody computes from it.
enum Knowledge {
    /// How much of a document is looked for; no two documents begin alike.
    private static let pieceSize = 48

    /// - Parameter controller: The vault with the key safe that the adversary has.
    static func needles(of lab: ResidueLab, with controller: ControllerVault) async throws -> [Needle] {
        var needles: [Needle] = []
        for version in lab.versions {
            for secret in version.secrets {
                needles.append(Needle("\(secret.name) of \(version.name)", secret.bytes, .key))
            }
            guard let content = version.content else { continue }
            needles.append(Needle("the text of \(version.name)", Array(content.prefix(pieceSize))))
        }
        needles += lab.seeds.map { Needle($0.name, $0.bytes, .key) }
        for person in lab.people {
            needles += texts(of: person).map { Needle(text: $0) }
            needles += person.days.map {
                Needle("\($0), a day of \(person.name)", Array($0.description.utf8), .date)
            }
            guard [.isErased, .isCorrected].contains(person.fate) else { continue }
            // Of a corrected person the wrong name is what nobody may recognise; the identifier is right.
            let isLiving = person.fate == .isCorrected
            for token in try await tokens(
                of: person,
                with: controller,
                lab.options.weaknesses,
                isLiving: isLiving
            ) {
                needles.append(Needle("a token of \(person.name)", token, .recognised))
            }
        }
        needles += try digests(in: lab)
        return needles + needles.filter { ![.clearText, .date].contains($0.kind) }.map(\.inHex)
    }

    private static func texts(of person: LabPerson) -> [String] {
        let value = person.identifier.split(separator: "|").last.map(String.init) ?? person.identifier
        let names = [
            person.name, person.rightName, PatientIdentifier.normalised(person.name),
            person.name.uppercased(),
        ]
        return Array(Set(names)) + [value] + person.documents.map(\.fileName)
    }

    /// What the software would look for to find a person, with what it can still derive.
    private static func tokens(
        of person: LabPerson,
        with controller: ControllerVault,
        _ weaknesses: Set<Weakness>,
        isLiving: Bool
    ) async throws -> [[UInt8]] {
        guard let identifier = PatientIdentifier(person.identifier),
            let identity = PatientIdentity(
                identifiers: [identifier],
                name: person.name,
                birthDate: person.birthDate
            )
        else { return [] }
        var tokens = try await controller.labTokens(of: identity, demographicOnly: isLiving)
        guard !isLiving else { return tokens }
        if weaknesses.contains(.fieldTokens) {
            tokens.append(try await controller.labMistakenToken(of: person.identifier))
        }
        return tokens
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
