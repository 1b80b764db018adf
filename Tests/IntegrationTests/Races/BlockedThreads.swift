import VaultModel

/// Tests that keep a thread waiting take turns: there are as few threads as processors.
enum BlockedThreads {
    static let turn = SerialGate()
}
