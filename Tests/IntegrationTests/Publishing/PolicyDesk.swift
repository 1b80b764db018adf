import Foundation
import PolicyEngine
import Testing
import VaultModel

/// What people of a legal team type at a copy of the sample vault.
struct PolicyDesk {
    let copy: VaultCopy

    /// Runs `lethe policy` for the first controller and answers in JSON.
    func policy(_ arguments: String...) async throws -> Outcome {
        try await copy.lethe(
            ["policy"] + arguments + ["--controller", Sample.controller, "--format", "json"]
        )
    }

    /// Signs a folder of rules.
    func sign(_ rules: String = "rules", from day: Day, _ name: String, _ key: String) async throws -> Outcome
    {
        try await policy(
            "sign",
            "--rules",
            rules,
            "--active-from",
            day.description,
            "--as",
            name,
            "--key",
            key
        )
    }

    /// Approves what was signed.
    func approve(_ digest: String, _ name: String, _ key: String) async throws -> Outcome {
        try await policy("approve", digest, "--as", name, "--key", key)
    }

    /// Publishes what was approved.
    func publish(_ digest: String, _ name: String) async throws -> Outcome {
        try await policy("publish", digest, "--as", name)
    }

    /// Makes a key and registers somebody with it.
    func add(_ name: String, _ roles: [String], key: String) async throws {
        let made = try await copy.lethe(["staff", "make-key", key])
        #expect(made.code == 0, "\(made.talk)")
        _ = try copy.file(made.output, named: key + ".pub")
        let roles = roles.flatMap { ["--role", $0] }
        let added = try await copy.lethe(
            ["staff", "add", name, "--key", key + ".pub", "--controller", Sample.controller] + roles
        )
        #expect(added.code == 0, "\(added.talk)")
    }

    /// Writes rules into a folder beside the vault.
    func write(_ rules: [RulebookFile], into name: String) throws {
        for file in rules {
            let path = URL(filePath: copy.root + "/" + name + "/" + file.path)
            try FileManager.default.createDirectory(
                at: path.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(file.bytes).write(to: path)
        }
    }

    /// The rules in a folder beside the vault.
    func files(in name: String) throws -> [RulebookFile] {
        let root = copy.root + "/" + name
        let names = try #require(FileManager.default.enumerator(atPath: root)).compactMap { $0 as? String }
        return try names.filter { $0.hasSuffix(".yaml") }.map { name in
            RulebookFile(path: name, bytes: Array(try Data(contentsOf: URL(filePath: root + "/" + name))))
        }
    }
}
