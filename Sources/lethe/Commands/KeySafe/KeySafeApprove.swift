internal import ArgumentParser
internal import Keyring
internal import VaultCore
internal import VaultCrypto
internal import VaultModel
internal import VaultStorage

/// `lethe key-safe approve REQUEST`.
struct KeySafeApprove: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Approve what the key safe holds back; with enough approvals it is carried out.",
        discussion: """
            Sign here with --key, or hand in with --approval what an approver signed on a machine of their own. Exit \
            code 4 while approvals or time are missing.
            """
    )

    @OptionGroup var options: VaultOptions
    @OptionGroup var acting: ActingOptions

    @Argument(help: "The request (lethe key-safe waiting).")
    var request: RequestID

    @Option(help: "The file with your private key.", completion: .file())
    var key: String?

    @Option(help: "The file of an approval that was signed elsewhere.", completion: .file())
    var approval: String?

    func validate() throws {
        guard (key == nil) != (approval == nil) else {
            throw ValidationError("name either --key or --approval")
        }
    }

    func run(in open: OpenVault, on console: any Console) async throws {
        let controller = try await open.vault.controller(named: acting.controller)
        let left: HeldOrder?
        if let key {
            left = try await controller.approve(request, key: KeyFile.signingKey(in: console.absolute(key)))
        } else {
            left = try await controller.approve(handedIn(on: console))
        }
        switch options.format {
        case .json:
            let missing = left.map { max(0, $0.standing.of - $0.standing.approvedBy.count) } ?? 0
            try await console.print(
                json: .object(["done": .bool(left == nil), "missing": .integer(Int64(missing))])
            )
        case .table:
            try await console.print(
                left.map { "Approved. Still waits: \($0.sentence)" } ?? "Approved and carried out"
            )
        }
        if left != nil { throw ExitCode(CommandStatus.partial) }
    }

    private func handedIn(on console: any Console) throws -> Approval {
        let bytes = try FileSystem.read(console.absolute(approval ?? ""), limit: 1 << 17)
        let text = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined()
        guard let approval = Approval(text), approval.order.request == request else {
            throw VaultError(.invalidInput, "--approval: this is not an approval of that request")
        }
        return approval
    }
}
