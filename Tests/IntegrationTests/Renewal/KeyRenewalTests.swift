import Foundation
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// Every key moves to a fresh tree: the living stay readable, also from old copies with the key file; the erased do not
/// come back.
@Suite struct KeyRenewalTests {
    /// P3 and P4 in small: what was erased before, between and after two renewals opens from no old copy; what lives opens
    /// from each, with the key files and the key safe of today.
    @Test func oldCopiesOpenTheLivingAndNotTheErased() async throws {
        try await VaultCopy.lend { copy in
            let (before, between, after) = try await copy.open { controller, _ in
                try await controller.makeOfficeRows()
                return (
                    try await Self.person("before", in: controller),
                    try await Self.person("between", in: controller),
                    try await Self.person("after", in: controller)
                )
            }
            let oldest = try await Self.copyVault(copy, "oldest")
            let living = copy.sample.staying
            try await copy.open { controller, _ in
                _ = try await controller.erase(.patient(before.patient))
                let report = try await controller.renewKeys()
                #expect(report.moved.keys == (try await controller.keyRenewal().total.keys))
                try await controller.expectWhole(living)
                try await controller.expectSound()
            }
            let middle = try await Self.copyVault(copy, "middle")
            try await copy.open { controller, _ in
                _ = try await controller.erase(.patient(between.patient))
                let record = try await controller.store(Sample.firstNote, for: living.patient)
                _ = try await controller.renewKeys()
                #expect(try await controller.bytes(of: record) == Sample.firstNote)
                _ = try await controller.erase(.records([after.note]))
                _ = try await controller.erase(.patient(copy.sample.leaving.patient))
                try await controller.expectWhole(living)
                try await controller.expectSound()
            }
            for (name, old) in [("oldest", oldest), ("middle", middle)] {
                let reading = Self.reading(old)
                // Without the key file nothing of an old tree opens.
                let none = try await copy.lethe(["record", "read", living.note.description] + reading)
                #expect(none.code == 2 && none.output.isEmpty, "\(name): \(none.talk)")
                try FileManager.default.removeItem(atPath: old + "/key-files")
                try await copy.copyTree(copy.vault.keyFiles, to: old + "/key-files")
                let note = try await copy.lethe(["record", "read", living.note.description] + reading)
                #expect(note.output == Sample.secondNote, "\(name): \(note.talk)")
                let scan = try await copy.lethe(["record", "read", living.scan.description] + reading)
                #expect(scan.output == Sample.scan, "\(name): \(scan.talk)")
                let found = try await copy.lethe(
                    ["patient", "show", living.patient.description] + reading
                )
                #expect(found.code == 0, "\(name): \(found.talk)")
                let kept = try await copy.lethe(["record", "read", after.scan.description] + reading)
                #expect(kept.output == Sample.scan, "\(name): \(kept.talk)")
                let staff = try await copy.lethe(["staff", "list"] + Self.drill(old))
                #expect(staff.text.contains(ControllerVault.officeName), "\(name): \(staff.talk)")
                for erased in [before.note, between.scan, after.note, copy.sample.leaving.note] {
                    let outcome = try await copy.lethe(["record", "read", erased.description] + reading)
                    #expect(outcome.code == 2 && outcome.output.isEmpty, "\(name): \(outcome.talk)")
                }
            }
        }
    }

    private static func person(_ name: String, in controller: ControllerVault) async throws -> Sample.Person {
        try await Sample.Person.stored(in: controller, identifier: "urn:mrn|\(name)", name: "Weiß \(name)")
    }

    private static func copyVault(_ copy: VaultCopy, _ name: String) async throws -> String {
        let path = copy.root + "/" + name
        try await copy.copyTree(copy.vault.path, to: path)
        try FileManager.default.createDirectory(
            atPath: path + "/key-files",
            withIntermediateDirectories: true
        )
        return path
    }

    private static func drill(_ vault: String) -> [String] {
        ["--vault", vault, "--drill", "--controller", Sample.controller]
    }

    private static func reading(_ vault: String) -> [String] {
        drill(vault) + ["--as", Sample.staff, "--purpose", "administration"]
    }
}

extension ControllerVault {
    static let officeName = "Ä. Verwalterin"

    /// Has the office keep something: a member of staff.
    func makeOfficeRows() async throws {
        let member = try #require(StaffMember(Self.officeName))
        _ = try await addStaff(member, roles: [.administrator], key: nil, by: nil)
    }
}
