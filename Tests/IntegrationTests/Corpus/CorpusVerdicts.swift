/// What becomes of the corpus' files at the door for FHIR.
///
/// What the validators of the corpus take is stored, but for bundles that carry nothing to be stored. What they refuse is
/// refused when it breaks a rule that every resource has; what is merely wrong for its type, profile or meaning is kept as
/// it was sent, since a vault that refuses a finding because a code is odd loses it.
enum CorpusVerdicts {
    /// What files are refused for that name by the same address what another file has said otherwise.
    static let otherContent = "another content is stored under its id"

    /// Whether a file is refused, whole or in part.
    static func isRefused(_ file: CorpusFile) -> Bool {
        if file.judgement?[1].hasPrefix("A-unparseable") == true { return true }
        // Values of one type, one a line, and no resource.
        return file.name.hasSuffix(".invalid.ndjson") || refused[file.name] != nil
    }

    /// Files that are refused although somebody can parse them, and why.
    private static let refused: [String: String] = [
        "Bundle-BatchWithInvalidEleEnums.json": "a fullUrl twice",
        "Bundle-TransactionWithInvalidProcessingRoutes.json": "wants something else than storing",
        "Bundle-TransactionWithMultipleEntriesModifyingSameResource.json":
            "wants something else than storing",
        "Bundle-TypeMissing.json": "no type",
        "attachment-with-invalid-binary.json": "no base64",
        "bundle-duplicate-id.json": "a fullUrl that is no address",
        "bundle-duplicate-ids-not.json": "a fullUrl that is no address",
        "bundle-enrl.json": "a message",
        "bundle-with-contained.json": "a message",
        "contained-resource.json": "an id that is none",
        "mni-patientOverview-bundle-example1b.json": "a fullUrl that is no address",
        "parameters-attachment.json": "no base64",
        "patient-id-bad-3.json": "an id that is none",
        "resource-invalid-id-1.json": "an id that is none",
        "resource-invalid-id-3.json": "an id that is none",
        "Bundle-bundle-references.json": "a fullUrl twice",
        "Bundle-TransactionForRollBack.json": "wants something else than storing",
        "Bundle-3a0707d3-549e-4467-b8b8-5a2ab3800efe.json": "a message",
        "Bundle-72ac8493-52ac-41bd-8d5d-7258c289b5ea.json": "bundles inside a bundle",
        "Bundle-bundle-request-simplesummary.json": "wants something else than storing",
        "Bundle-bundle-response-simplesummary.json": "an answer",
        "Bundle-Batch.json": "a fullUrl twice",
        "Bundle-FhirPatch.json": "wants something else than storing",
        "Bundle-Transaction.json": "wants something else than storing",
    ]
}
