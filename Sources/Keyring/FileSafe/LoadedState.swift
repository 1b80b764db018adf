internal import VaultModel

/// The valid state of a key safe as it is held in memory.
struct LoadedState {
    var top: TopKeyState
    var root: RootPage
    let store: PageStore
    var live: LivePages
    var punctures: LogIndex
    var requests: [RequestID: Epoch]
    var punctureCount: Int
    var journal: LogIndex
    var marks: Marks
    var custody: Custody
    var limits: SafeLimits
    var waiting: WaitingList
    var recent: RecentUse

    var epoch: Epoch { top.state.epoch }

    var tree: PageTree { PageTree(root: root.page, store: store) }
}
