import VaultModel
import VaultStorage

@testable import Keyring
@testable import VaultCore
@testable import VaultCrypto

/// Past states of the key safe's files, of which the top key is gone.
extension Adversary {
    /// Has each past state opened with the top key of today; and, to see that it would open, with its own.
    func tryPastPages() async throws {
        lab.progress("the key safe's pages of every past state")
        var store = ResidueReport.Store("pages of every past state, with the top key of today")
        store.searched.insert(.opens)
        let today = try ResidueLab.topSector(of: try folder(in: lab.places[0]))
        for past in lab.pastPlaces {
            if try await !opened(Self.places(in: past.path)).isEmpty { store.controls.insert(.opens) }
            let mixed = past.path + "-mixed"
            try LabProgram.run("/bin/cp", ["-a", past.path, mixed])
            // A key safe that keeps a state has that one's own top key.
            if past.path != lab.keptPlaces {
                for place in Self.places(in: mixed) { try put(today.secret, into: try folder(in: place)) }
            }
            store.hits[.opens, default: []].formUnion(try await opened(Self.places(in: mixed)))
        }
        store.size = "\(lab.pastPlaces.count) states"
        report.stores.append(store)
    }

    /// The erased versions that a key safe opens; none when it does not open itself.
    private func opened(_ places: [String]) async throws -> Set<String> {
        let configuration = try VaultConfiguration(of: lab.vault)
        let identity = try ResidueLab.topSector(of: try folder(in: lab.places[0])).identity
        let safe: FileKeySafe
        do {
            safe = try await FileKeySafe.open(
                places: places,
                vault: configuration.vault,
                controller: identity.controller,
                dataDirectory: lab.vault.path,
                incarnation: nil,
                readOnly: true
            )
        } catch let error as KeyringError where error.code == .damaged {
            return []
        }
        let files = KeyFiles(
            directory: lab.vault.keyFiles,
            vault: identity.vault,
            controller: identity.controller
        )
        let deriver = KeyDeriver(safe: safe, keyFiles: files)
        var names: Set<String> = []
        for version in lab.versions where version.isErased {
            let binding = KeyBinding.wrap(
                vault: identity.vault,
                controller: identity.controller,
                record: version.row.record,
                version: version.row.version
            )
            let slot = version.row.slot
            guard let key = try? await deriver.wrapKey(for: slot, tree: version.row.tree, binding: binding),
                (try? WrappedRecordKey(bytes: version.row.wrappedKey).unwrap(under: key)) != nil
            else { continue }
            names.insert(version.name)
        }
        await safe.close()
        return names
    }

    /// Puts a top key into the state that a place holds, as if it were that state's own.
    private func put(_ secret: SharedSecret, into folder: String) throws {
        let past = try ResidueLab.topSector(of: folder)
        let forged = TopKeySector(
            identity: past.identity,
            state: past.state,
            root: past.root,
            secret: secret,
            share: past.share
        )
        let sector = try forged.encoded()
        let bytes = sector.publicBytes(in: 0..<sector.count)
        let file = try DurableFile.open(folder + "/top-key", mode: .readWrite)
        for index in 0..<2 { try file.write(bytes, at: index * TopKeySector.size) }
    }

    /// The folder of the controller in a place.
    private func folder(in place: String) throws -> String {
        guard let name = try FileSystem.list(place).first else {
            throw LabProgram.Failure(description: "a place of the key safe is empty")
        }
        return place + "/" + name
    }
}
