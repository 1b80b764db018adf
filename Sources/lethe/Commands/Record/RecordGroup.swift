internal import ArgumentParser

/// `lethe record`.
struct RecordGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Store, read, amend, classify, correct, move and erase records.",
        subcommands: [
            RecordStore.self, RecordRead.self, RecordList.self, RecordShow.self, RecordHistory.self,
            RecordAmend.self, RecordClassify.self, RecordRectify.self, RecordMove.self,
            RecordDecisions.self, RecordErase.self,
        ]
    )
}
