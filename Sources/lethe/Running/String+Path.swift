internal import Foundation

extension String {
    /// The path without `.`, `..` and doubled slashes; symbolic links stay.
    var standardisedPath: String {
        URL(fileURLWithPath: self).standardized.path
    }
}
