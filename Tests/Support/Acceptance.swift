import Foundation

/// Whether the long tests run, too; see `make accept`.
package enum Acceptance {
    package static let isOn = ProcessInfo.processInfo.environment["LETHE_ACCEPT"] != nil
}
