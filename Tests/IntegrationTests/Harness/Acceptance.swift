import Foundation

/// Whether the long tests run, too; see `make accept`.
enum Acceptance {
    static let isOn = ProcessInfo.processInfo.environment["LETHE_ACCEPT"] != nil
}
