import Foundation
import Testing
import VaultCrypto
import VaultModel

@testable import Keyring
@testable import Providers

/// A key safe whose keys are in a token, with SoftHSM.
@Suite(.enabled(if: SoftToken.module != nil, "needs SoftHSM (Debian: softhsm2)"), .serialized)
struct PKCS11TokenTests {
    private func token(_ soft: SoftToken, _ label: String = "lethe a b 1") throws -> PKCS11Token {
        PKCS11Token(try soft.location(), label: label)
    }

    private func opens(
        _ token: PKCS11Token,
        _ sealed: [UInt8],
        _ name: [UInt8],
        _ secret: SharedSecret
    ) throws -> Bool {
        try token.open(sealed, under: name).isEqual(to: secret.bytes)
    }

    @Test func whatIsSealedIsOpenedUntilItsKeyIsDestroyed() throws {
        let soft = try SoftToken.take()
        let token = try token(soft)
        let secret = SharedSecret(SecretBytes(random: 32))
        let first = RandomBytes.make(16)
        let second = RandomBytes.make(16)
        let sealed = try token.seal(secret.bytes, under: first)
        #expect(sealed.count == 48)
        #expect(try opens(token, sealed, first, secret))
        #expect(throws: KeyringError(.damaged, "")) { _ = try token.open(sealed, under: second) }
        var changed = sealed
        changed[4] ^= 1
        #expect(throws: KeyringError(.damaged, "")) { _ = try token.open(changed, under: first) }
        let other = try token.seal(secret.bytes, under: second)
        #expect(other != sealed)
        // Another place in the same token keeps its keys.
        let neighbour = try self.token(soft, "lethe a b 2")
        let beside = try neighbour.seal(secret.bytes, under: first)
        try token.destroyAll(except: second)
        #expect(throws: KeyringError(.damaged, "")) { _ = try token.open(sealed, under: first) }
        #expect(try opens(token, other, second, secret))
        #expect(try opens(neighbour, beside, first, secret))
        #expect(throws: KeyringError(.token, "")) { try token.destroyAll(except: first) }
        try token.destroyAll(except: nil)
        #expect(token.isSoftware)
    }

    @Test func sealingAgainReplacesTheKey() throws {
        let token = try token(SoftToken.take())
        let name = RandomBytes.make(16)
        let secret = SharedSecret(SecretBytes(random: 32))
        let first = try token.seal(secret.bytes, under: name)
        let second = try token.seal(secret.bytes, under: name)
        #expect(throws: KeyringError(.damaged, "")) { _ = try token.open(first, under: name) }
        #expect(try opens(token, second, name, secret))
    }

    @Test func aWrongPINIsTriedOnceAndALostSessionIsMadeAgain() throws {
        let soft = try SoftToken.take()
        let token = try token(soft)
        let name = RandomBytes.make(16)
        let secret = SharedSecret(SecretBytes(random: 32))
        let sealed = try token.seal(secret.bytes, under: name)
        try token.loseSessions()
        #expect(try opens(token, sealed, name, secret))
        try token.loseSessions()

        try soft.write(pin: "000000")
        let wrong = try self.token(soft)
        #expect(throws: KeyringError(.token, "")) { _ = try wrong.open(sealed, under: name) }
        // Even with the right PIN: neither this process nor the next tries again.
        try soft.write(pin: SoftToken.pin)
        #expect(throws: KeyringError(.token, "")) { _ = try wrong.open(sealed, under: name) }
        let next = try self.token(soft)
        #expect(throws: KeyringError(.token, "")) { _ = try next.open(sealed, under: name) }
        // Its owner logs in with the token's own tools.
        try PKCS11Module.load(soft.location().modulePath).logIn(soft.location(), SoftToken.pin)
        #expect(try opens(next, sealed, name, secret))
    }

    @Test func aPINFileOpenToOthersIsRefused() throws {
        let soft = try SoftToken.take()
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: soft.pinFile)
        let token = try token(soft)
        #expect(throws: KeyringError(.token, "")) { try token.destroyAll(except: nil) }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: soft.pinFile)
        try token.destroyAll(except: nil)
        try FileManager.default.removeItem(atPath: soft.pinFile)
        try token.destroyAll(except: nil)
    }

    @Test func missingTokensAndModulesAreNamed() throws {
        let soft = try SoftToken.take()
        let module = SoftToken.module ?? ""
        let rest = "&pin-source=file:\(soft.pinFile)&x-pages=/srv"
        let absent = PKCS11Token(
            try PKCS11URI("pkcs11:token=nobody?module-path=\(module)" + rest),
            label: "x"
        )
        #expect(throws: KeyringError(.token, "")) { try absent.destroyAll(except: nil) }
        let noModule = PKCS11Token(try PKCS11URI("pkcs11:token=a?module-path=/etc/passwd" + rest), label: "x")
        #expect(throws: KeyringError(.token, "")) { try noModule.destroyAll(except: nil) }
    }

    @Test func aKeySafeInATokenForgets() async throws {
        let soft = try SoftToken.take()
        let (vault, controller, incarnation) = (
            VaultID.random(), ControllerID.random(), IncarnationID.random()
        )
        let label = "lethe \(vault) \(controller) 1"
        let data = soft.root + "/data"
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        let safe = try await FileKeySafe.create(
            places: [soft.root + "/pages"],
            tokens: [0: token(soft, label)],
            vault: vault,
            controller: controller,
            dataDirectory: data,
            weak: false,
            incarnation: incarnation
        )
        let before = try Data(contentsOf: URL(filePath: "\(soft.root)/pages/\(controller)/top-key"))
        let prefix = Prefix.patient(try #require(PatientNumber(7)), in: .first)
        let receipt = try await safe.puncture(
            PunctureRequest(id: .random(), incarnation: incarnation, prefixes: [prefix], purpose: .erasure)
        )
        #expect(receipt.state == .destroyed)
        #expect(try await safe.status().level.storage == .softwareToken)
        await safe.close()
        // The folder of before, with the token of today, opens nothing any more.
        try before.write(to: URL(filePath: "\(soft.root)/pages/\(controller)/top-key"))
        await #expect(throws: KeyringError(.noPlace, "")) {
            try await FileKeySafe.open(
                places: [soft.root + "/pages"],
                tokens: [0: token(soft, label)],
                vault: vault,
                controller: controller,
                dataDirectory: data,
                incarnation: incarnation
            )
        }
    }
}
