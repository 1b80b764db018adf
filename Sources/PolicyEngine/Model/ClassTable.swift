/// Which class a document belongs to, by the codes it comes with.
public struct ClassTable: Hashable, Sendable {
    /// Where a code comes from.
    public enum System: String, CaseIterable, Hashable, Sendable {
        case loinc
        case kdl
        case xdsType = "xds_type"
        case dicomModality = "dicom_modality"
        case fhirType = "fhir_type"
    }

    private let classes: [System: [String: String]]

    /// Makes a table: per system, code to class.
    public init(_ classes: [System: [String: String]]) {
        self.classes = classes
    }

    /// The class of a code, or `nil` when the table does not know it.
    public func recordClass(of code: String, in system: System) -> String? {
        classes[system]?[code]
    }

    /// The codes of a system.
    public func codes(of system: System) -> [String: String] { classes[system] ?? [:] }
}
