import Foundation
import Keyring
import Providers
import VaultCrypto
import VaultModel

/// A vault's side of a key safe on another machine: asks for keys as it is told on standard input, one line at a time.
///
/// `remote-safe-client ADDRESS CERTIFICATE KEY AUTHORITY VAULT CONTROLLER INCARNATION create|open`
@main
enum RemoteSafeClient {
    static func main() async {
        let words = CommandLine.arguments.dropFirst().map(\.self)
        guard words.count == 8, let address = SafeAddress(words[0]), let vault = VaultID(words[4]),
            let controller = ControllerID(words[5]), let incarnation = IncarnationID(words[6])
        else { return tell("refused usage") }
        let files = TLSFiles(certificate: words[1], key: words[2], authority: words[3])
        let owner = RemoteKeySafe.Owner(vault: vault, controller: controller, incarnation: incarnation)
        do {
            let safe =
                words[7] == "create"
                ? try await RemoteKeySafe.create(owner, at: address, files: files)
                : try await RemoteKeySafe.open(owner, at: address, files: files)
            let deriver = KeyDeriver(safe: safe)
            safe.observeEvictions { eviction in
                switch eviction {
                case .prefixes(let prefixes): for prefix in prefixes { deriver.evict(prefix) }
                case .everything: deriver.evictAll()
                }
            }
            tell("open")
            while let line = readLine() {
                tell(await answer(line, safe, deriver, words))
            }
            await safe.close()
        } catch let error as KeyringError {
            tell("refused \(error.code.rawValue) \(error.message)")
        } catch {
            tell("refused \(error)")
        }
    }

    private static func tell(_ line: String) {
        try? FileHandle.standardOutput.write(contentsOf: Data((line + "\n").utf8))
    }

    private static func answer(
        _ line: String,
        _ safe: RemoteKeySafe,
        _ deriver: KeyDeriver,
        _ arguments: [String]
    ) async -> String {
        let words = line.split(separator: " ").map(String.init)
        guard let vault = VaultID(arguments[4]), let controller = ControllerID(arguments[5]),
            let incarnation = IncarnationID(arguments[6])
        else { return "refused usage" }
        do {
            switch (words.first, words.dropFirst().compactMap { UInt64($0) }) {
            case ("key", let numbers) where numbers.count == 2:
                guard let patient = PatientNumber(numbers[0]),
                    let slot = Slot(patient: patient, serial: UInt32(numbers[1]))
                else { return "refused number" }
                let key = try await deriver.wrapKey(
                    for: slot,
                    tree: .first,
                    binding: .use(vault: vault, controller: controller, use: "test")
                )
                // The key itself stays here; its digest tells whether two processes have the same one.
                return
                    "key \(SHA512.hash(label: [], secret: key).publicBytes(in: 0..<8).map { String($0) }.joined())"
            case ("erase", let numbers) where numbers.count == 1:
                guard let patient = PatientNumber(numbers[0]) else { return "refused number" }
                let receipt = try await safe.puncture(
                    PunctureRequest(
                        id: .random(),
                        incarnation: incarnation,
                        prefixes: [.patient(patient, in: .first)],
                        purpose: .erasure
                    )
                )
                return "erased \(receipt.state == .destroyed) \(receipt.epoch.rawValue)"
            case ("status", _):
                let status = try await safe.status()
                let limits = try await safe.limits()
                return "status \(status.epoch.rawValue) \(status.places.count) \(limits.patients)"
            case ("numbers", _):
                let numbers = try await safe.leasePatientNumbers(10)
                return "numbers \(numbers.lowerBound) \(numbers.upperBound)"
            case ("index", _):
                _ = try await safe.beginIndexRenewal(.random())
                let receipt = try await safe.finishIndexRenewal(.random())
                return "index \(try await safe.indexKeys().current.number) \(receipt.epoch.rawValue)"
            default: return "refused word"
            }
        } catch let error as KeyringError {
            return "refused \(error.code.rawValue)"
        } catch {
            return "refused \(error)"
        }
    }
}
