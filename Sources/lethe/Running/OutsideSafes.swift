internal import Keyring
internal import Providers
internal import VaultCore
internal import VaultStorage

/// The kinds of key safe beside files that this program can use.
enum OutsideSafes {
    static let providers = SafeProviders(
        token: { PKCS11Token($0, label: $1) },
        remote: { location, owner in
            let address = try address(of: location.address)
            let known = RemoteKeySafe.Owner(
                vault: owner.vault,
                controller: owner.controller,
                incarnation: owner.incarnation
            )
            return owner.isNew
                ? try await RemoteKeySafe.create(known, at: address, files: files(of: location))
                : try await RemoteKeySafe.open(known, at: address, files: files(of: location))
        }
    )

    /// The files with which this vault proves who it is.
    static func files(of location: RemoteSafeURI) -> TLSFiles {
        TLSFiles(certificate: location.certificate, key: location.key, authority: location.authority)
    }

    /// The machine and the port.
    static func address(of text: String) throws -> SafeAddress {
        guard let address = SafeAddress(text) else {
            throw VaultError(.invalidInput, "a key safe on another machine is named https://HOST:PORT")
        }
        return address
    }
}
