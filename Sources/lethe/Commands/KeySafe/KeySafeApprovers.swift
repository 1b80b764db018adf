internal import ArgumentParser
internal import Keyring
internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// `lethe key-safe approvers`.
struct KeySafeApprovers: PlainCommand {
    static let configuration = CommandConfiguration(
        commandName: "approvers",
        abstract: "Name the first approvers, on the machine that keeps key safes for others.",
        discussion: """
            A vault on another machine cannot do it: one in the wrong hands would name its own. Stop \
            `lethe key-safe serve` first and start it again afterwards. Later changes are asked for at the vault \
            (`lethe key-safe limits`) and signed by the approvers of then.

            Example: lethe key-safe approvers --place /mnt/safe-a --place /mnt/safe-b --vault-id ID \
            --approver "A. Weber=weber.pub" --approver "B. Roth=roth.pub" --approvals 2
            """
    )

    @Option(help: "A directory of the key safes; name all of them, in their order.", completion: .directory)
    var place: [String]

    @Option(help: "The vault's id, the common name of its certificate.")
    var vaultID: VaultID

    @Option(help: "The id of one controller; without it, every key safe in these places.")
    var controller: ControllerID?

    @Option(help: "NAME=FILE: an approver, and the file of their public key (`lethe staff make-key`).")
    var approver: [String]

    @Option(help: "How many of them must sign what goes beyond the limits.")
    var approvals = 2

    func run(on console: any Console) async throws {
        let approvers = try approver.map { try named($0, console) }
        let places = place.map { console.absolute($0).standardisedPath }
        guard let first = places.first else { throw ValidationError("name at least one --place") }
        let controllers =
            try controller.map { [$0] } ?? FileSystem.list(first).compactMap { ControllerID($0) }.sorted()
        guard !controllers.isEmpty else {
            throw VaultError(.notFound, "there is no key safe in `\(first)`")
        }
        for controller in controllers {
            try await name(approvers, of: controller, in: places)
            try await console.print("\(controller): \(approvals) of \(approvers.count) approvers sign")
        }
    }

    private func name(_ approvers: [Approver], of controller: ControllerID, in places: [String]) async throws
    {
        func open(_ incarnation: IncarnationID?) async throws -> FileKeySafe {
            try await FileKeySafe.open(
                places: places,
                vault: vaultID,
                controller: controller,
                dataDirectory: "",
                incarnation: incarnation
            )
        }
        let looked = try await open(nil)
        let incarnation = try await looked.status().incarnation
        await looked.close()
        let safe = try await open(incarnation)
        let result: Result<WaitingOrder?, any Error>
        do {
            let present = try await safe.limits()
            let limits = try SafeLimits(
                patients: present.patients,
                versions: present.versions,
                coolingOff: present.coolingOff,
                approvals: approvals,
                approvers: approvers
            )
            guard present.approvers.isEmpty else {
                throw KeyringError(
                    .unapproved,
                    "approvers are named already: others are asked for at the vault (`lethe key-safe limits`), and they sign"
                )
            }
            result = .success(try await safe.setLimitsHere(limits, request: .random()))
        } catch {
            result = .failure(error)
        }
        await safe.close()
        _ = try result.get()
    }

    private func named(_ text: String, _ console: any Console) throws -> Approver {
        let pair = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard pair.count == 2,
            let approver = Approver(
                name: pair[0],
                key: try KeyFile.publicKey(in: console.absolute(pair[1]))
            )
        else { throw ValidationError("--approver is NAME=FILE") }
        return approver
    }
}
