internal import Keyring
internal import VaultModel

extension ControllerVault {
    /// Lets go of what another process had destroyed, and returns when no reader uses it any more.
    ///
    /// A reader that does not come to its next chunk is not waited for beyond the lease, which ends what it may do.
    static func letGo(_ eviction: KeyEviction, _ keys: KeyDeriver, _ evictions: EvictionRegistry) async {
        guard case .prefixes(let prefixes) = eviction,
            prefixes.allSatisfy({ $0.path.length >= PatientNumber.bitWidth })
        else {
            evictions.evictAll()
            keys.evictAll()
            return
        }
        let paths = Set(prefixes.map(\.path))
        evictions.evict(below: paths)
        for prefix in prefixes { keys.evict(prefix) }
        while evictions.readers(below: paths) > 0, !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(5))
        }
    }
}
