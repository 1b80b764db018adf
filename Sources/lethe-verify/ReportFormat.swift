import ArgumentParser

/// How the report is printed.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
    /// Sentences for people.
    case table
    /// Canonical JSON for programs.
    case json
}
