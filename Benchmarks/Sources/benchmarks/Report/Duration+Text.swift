internal import Foundation

extension Duration {
    /// The length in seconds.
    var seconds: Double { self / .seconds(1) }

    /// The length with three or four digits and the unit that fits.
    var text: String {
        switch seconds {
        case ..<0.001: String(format: "%.2f us", seconds * 1e6)
        case ..<1: String(format: "%.3f ms", seconds * 1e3)
        default: String(format: "%.3f s", seconds)
        }
    }
}
