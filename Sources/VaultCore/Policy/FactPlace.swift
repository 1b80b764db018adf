/// Where a fact that a decision lacks is stated.
enum FactPlace {
    /// With the question itself.
    case question
    /// With the record, as its class.
    case recordClass
    /// With the course of care, or with the record.
    case treatment
    /// With the record.
    case record
    /// With the person.
    case person
    /// With the controller.
    case controller
}
