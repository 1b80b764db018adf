import Foundation
import VaultStorage

/// Every file that there is and was.
extension Adversary {
    func readFiles(with search: NeedleSearch) throws {
        for kind in searchedFiles() {
            lab.progress(kind.name)
            var store = ResidueReport.Store(kind.name)
            for path in kind.paths {
                if !kind.isFed { try kind.plant(lab.canary.file, below: path) }
                for file in try kind.files(below: path) {
                    note(search, in: try Data(contentsOf: file, options: .alwaysMapped), of: &store)
                }
            }
            report.stores.append(store)
        }
        lab.progress("the WAL archive")
        var archive = ResidueReport.Store("WAL archive, page headers stripped")
        note(search, in: try LabWAL.bytes(of: lab.server.archive), of: &archive)
        var certificates = ResidueReport.Store("certificates")
        for text in lab.certificates + [SignedText.unsigned(lab.canary.file)] {
            note(search, in: Data(text.utf8) + (try SignedText.payload(of: text)), of: &certificates)
        }
        report.stores += [archive, certificates]
    }

    private func searchedFiles() -> [SearchedFiles] {
        let server = lab.server
        var files = [
            SearchedFiles("base backup, its files", [server.backup], isFed: true),
            SearchedFiles("database files of now: tables, indexes, WAL", [server.data], isFed: true),
            SearchedFiles("replica, its files", [server.replicaData], isFed: true),
            SearchedFiles("log of the server, every statement", [lab.vault.cluster + "/log"], isFed: true),
        ]
        files.append(
            SearchedFiles("large documents, past and present", [lab.pastBlobs, lab.vault.path + "/blobs"])
        )
        files.append(SearchedFiles("ledger: tiles and checkpoints", [lab.vault.path + "/ledger"]))
        // Past top keys are what nobody has any more, unless the key safe keeps one.
        let states = lab.pastPlaces.map(\.path) + lab.places
        var tops = lab.places
        if let kept = lab.keptPlaces { tops.append(kept) }
        let (entries, journal, top) = (["ledger-entries", "ledger-head"], ["journal"], ["top-key"])
        files.append(SearchedFiles("key safe: pages, every state", states, .inFolder("pages")))
        files.append(SearchedFiles("key safe: narrowing journal, every state", states, .named(journal)))
        files.append(SearchedFiles("key safe: entries of the ledger, every state", states, .named(entries)))
        files.append(
            SearchedFiles("key safe: lists and limits, every state", states, .others(entries + journal + top))
        )
        files.append(SearchedFiles("key safe: file of the top key, as it is now", tops, .named(top)))
        files.append(SearchedFiles("key files of the key renewal", [lab.vault.keyFiles]))
        files.append(SearchedFiles("backups by lethe backup make, their files", lab.backups.map(\.path)))
        return files
    }
}
