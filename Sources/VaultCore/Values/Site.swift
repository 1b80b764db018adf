/// A place of a controller, with the region whose holidays count there.
public struct Site: Sendable {
    /// Its number within the controller, from 1.
    public let number: Int16
    /// Its name.
    public let name: String
    /// Its region (ISO 3166-2).
    public let region: String
    /// Its holiday calendar.
    public let calendar: String

    /// Makes a site.
    public init(number: Int16, name: String, region: String, calendar: String) {
        self.number = number
        self.name = name
        self.region = region
        self.calendar = calendar
    }
}
