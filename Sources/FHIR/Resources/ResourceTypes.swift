/// The resource types of FHIR R4 (hl7.org/fhir/R4/resourcelist.html).
enum ResourceTypes {
    /// All that can stand alone.
    static let all = words(
        """
        Account ActivityDefinition AdverseEvent AllergyIntolerance Appointment AppointmentResponse AuditEvent Basic Binary
        BiologicallyDerivedProduct BodyStructure Bundle CapabilityStatement CarePlan CareTeam CatalogEntry ChargeItem
        ChargeItemDefinition Claim ClaimResponse ClinicalImpression CodeSystem Communication CommunicationRequest
        CompartmentDefinition Composition ConceptMap Condition Consent Contract Coverage CoverageEligibilityRequest
        CoverageEligibilityResponse DetectedIssue Device DeviceDefinition DeviceMetric DeviceRequest DeviceUseStatement
        DiagnosticReport DocumentManifest DocumentReference EffectEvidenceSynthesis Encounter Endpoint EnrollmentRequest
        EnrollmentResponse EpisodeOfCare EventDefinition Evidence EvidenceVariable ExampleScenario ExplanationOfBenefit
        FamilyMemberHistory Flag Goal GraphDefinition Group GuidanceResponse HealthcareService ImagingStudy Immunization
        ImmunizationEvaluation ImmunizationRecommendation ImplementationGuide InsurancePlan Invoice Library Linkage List
        Location Measure MeasureReport Media Medication MedicationAdministration MedicationDispense MedicationKnowledge
        MedicationRequest MedicationStatement MedicinalProduct MedicinalProductAuthorization
        MedicinalProductContraindication MedicinalProductIndication MedicinalProductIngredient
        MedicinalProductInteraction MedicinalProductManufactured MedicinalProductPackaged
        MedicinalProductPharmaceutical MedicinalProductUndesirableEffect MessageDefinition MessageHeader
        MolecularSequence NamingSystem NutritionOrder Observation ObservationDefinition OperationDefinition
        OperationOutcome Organization OrganizationAffiliation Parameters Patient PaymentNotice PaymentReconciliation
        Person PlanDefinition Practitioner PractitionerRole Procedure Provenance Questionnaire QuestionnaireResponse
        RelatedPerson RequestGroup ResearchDefinition ResearchElementDefinition ResearchStudy ResearchSubject
        RiskAssessment RiskEvidenceSynthesis Schedule SearchParameter ServiceRequest Slot Specimen SpecimenDefinition
        StructureDefinition StructureMap Subscription Substance SubstanceNucleicAcid SubstancePolymer SubstanceProtein
        SubstanceReferenceInformation SubstanceSourceMaterial SubstanceSpecification SupplyDelivery SupplyRequest Task
        TerminologyCapabilities TestReport TestScript ValueSet VerificationResult VisionPrescription
        """
    )

    /// Those that are about a person, so that without a patient nobody could ever ask to have them erased.
    ///
    /// The Patient compartment (hl7.org/fhir/R4/compartmentdefinition-patient.html) without those that are about the house
    /// as often (AuditEvent, Group, Provenance, Schedule), and with those that the compartment forgets.
    static let personal = words(
        """
        Account AdverseEvent AllergyIntolerance Appointment AppointmentResponse Basic Binary BodyStructure Bundle CarePlan
        CareTeam ChargeItem Claim ClaimResponse ClinicalImpression Communication CommunicationRequest Composition
        Condition Consent Contract Coverage CoverageEligibilityRequest CoverageEligibilityResponse DetectedIssue
        DeviceRequest DeviceUseStatement DiagnosticReport DocumentManifest DocumentReference Encounter EnrollmentRequest
        EpisodeOfCare ExplanationOfBenefit FamilyMemberHistory Flag Goal GuidanceResponse ImagingStudy Immunization
        ImmunizationEvaluation ImmunizationRecommendation Invoice List MeasureReport Media MedicationAdministration
        MedicationDispense MedicationRequest MedicationStatement MolecularSequence NutritionOrder Observation
        OperationOutcome Parameters Patient
        Person Procedure QuestionnaireResponse RelatedPerson RequestGroup ResearchSubject RiskAssessment ServiceRequest
        Specimen SupplyDelivery SupplyRequest Task VisionPrescription
        """
    )

    /// The elements that say whose a resource is, where these are not `subject` and `patient`.
    static let ownerElements: [String: [[String]]] = [
        "Appointment": [["participant", "actor"]],
        "AppointmentResponse": [["actor"]],
        "Binary": [["securityContext"]],
        "Coverage": [["beneficiary"]],
        "EnrollmentRequest": [["candidate"]],
        "Group": [["member", "entity"]],
        "Person": [["link", "target"]],
        "ResearchSubject": [["individual"]],
        "Task": [["for"]],
    ]

    private static func words(_ text: String) -> Set<String> {
        Set(text.split { $0.isWhitespace }.map(String.init))
    }
}
