import Foundation
import PolicyEngine
import Testing

/// The calendars of the repository, read by the loader with everything else but the tests.
enum TimeFiles {
    private static let loaded = Result { try load() }

    /// Every calendar of the files, by region.
    static func calendars() throws -> [HolidayCalendar] {
        try loaded.get().calendars.values.sorted { $0.region < $1.region }
    }

    /// The calendar of a place.
    static func calendar(_ region: String) throws -> HolidayCalendar {
        try #require(try loaded.get().calendars[region], "no calendar of \(region)")
    }

    private struct Unreadable: Error {
        let problems: [String]
    }

    private static func load() throws -> Rulebook {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "policies")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
            .filter { $0.hasSuffix(".yaml") && !$0.hasPrefix("tests/") }
        let files = try paths.map {
            RulebookFile(path: $0, bytes: [UInt8](try Data(contentsOf: root.appending(path: $0))))
        }
        let (rulebook, problems) = RulebookLoader.open(files)
        // Not `#require`: what it throws counts as recorded, and every test but the first would pass.
        guard let rulebook else { throw Unreadable(problems: problems.map(\.description)) }
        return rulebook
    }
}
