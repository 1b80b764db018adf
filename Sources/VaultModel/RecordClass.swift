/// The retention class of a record, from a closed list; it decides which rules apply.
///
/// The class is sealed with the record's facts: a class such as `genetic_result` says something about a person.
public enum RecordClass: String, CaseIterable, Hashable, Sendable {
    /// The treatment file itself.
    case clinicalCore = "clinical_core"
    /// Images and findings of diagnostic radiation.
    case radiationExamination = "radiation_examination"
    /// Records of radiation treatment.
    case radiationTreatment = "radiation_treatment"
    /// Results of genetic examinations.
    case geneticResult = "genetic_result"
    /// The trace of blood products from donor to recipient.
    case bloodProductTrace = "blood_product_trace"
    /// The trace of organs and tissue.
    case tissueTrace = "tissue_trace"
    /// Who the patient is. Goes last.
    case identity = "identity"
    /// Resources of the office: practitioners, organisations, locations.
    case directory = "directory"
    /// What the class table does not know: kept, escalated, counted.
    case unclassified = "unclassified"
}
