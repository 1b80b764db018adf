extension FactSource {
    /// Who can supply facts of this source.
    var supplier: String {
        switch self {
        case .organisation: "whoever keeps the details of the organisation"
        case .patient: "whoever keeps the patient's identity record"
        case .episode: "whoever keeps the course of care"
        case .record: "whoever made or keeps the record"
        case .request: "whoever took the request"
        case .hold: "whoever keeps the list of claims and inquiries"
        case .transfer: "whoever plans the transfer"
        case .event: "whoever handles the event"
        case .derived: "nobody; it is computed"
        }
    }
}
