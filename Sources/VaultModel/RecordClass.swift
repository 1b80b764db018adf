/// The retention class of a record, from a closed list; it decides which rules apply.
///
/// The class is sealed with the record's facts: a class such as `genetic_result` says something about a person. The
/// vocabulary of the rules has the same list.
public enum RecordClass: String, CaseIterable, Hashable, Sendable {
    // The treatment file.
    case clinicalCore = "clinical_core"
    case imaging
    case laboratoryResult = "laboratory_result"
    case vitalSigns = "vital_signs"
    case nursing
    case surgery
    case anaesthesia
    case pathology
    case dischargeReport = "discharge_report"
    case correspondence
    case prescription
    case mentalHealth = "mental_health"
    case consentDocument = "consent_document"
    // What special laws keep otherwise.
    case radiationExamination = "radiation_examination"
    case radiationTreatment = "radiation_treatment"
    case geneticResult = "genetic_result"
    case bloodProductTrace = "blood_product_trace"
    case tissueTrace = "tissue_trace"
    case narcoticsRecord = "narcotics_record"
    case birthRecord = "birth_record"
    case workAccident = "work_accident"
    case researchData = "research_data"
    case wellnessData = "wellness_data"
    case administrative
    case accessLog = "access_log"
    /// Who the patient is. Goes last.
    case identity
    /// Resources of the office: practitioners, organisations, locations.
    case directory
    /// What the class table does not know: kept, escalated, counted.
    case unclassified
}
