internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// What is wrong with the files of a backup.
struct BackupInspection {
    let manifest: BackupManifest
    let directory: BackupDirectory

    /// Compares every file with the manifest.
    ///
    /// - Throws: ``VaultError`` with `damaged` that names the first files that are damaged, missing or not known.
    func requireWhole() throws {
        var problems: [String] = []
        for file in manifest.files {
            do {
                if try BackupFile.entry(of: file.path, below: directory.path) != file {
                    problems.append("`\(file.path)` is damaged")
                }
            } catch {
                problems.append("`\(file.path)` is missing or cannot be read")
            }
        }
        let known = Set(manifest.files.map(\.path))
        for path in try directory.files() where !known.contains(path) {
            problems.append("`\(path)` is not in the manifest")
        }
        guard let first = problems.first else { return }
        let others = problems.count == 1 ? "" : ", and \(problems.count - 1) more"
        throw VaultError(
            .damaged,
            "this is not the backup that was made: \(first)\(others). Use another backup"
        )
    }
}
