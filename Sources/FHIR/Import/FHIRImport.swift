public import VaultCore
public import VaultModel

/// Imports FHIR R4: each resource becomes a record of its patient, its bytes as they came.
///
/// Patients are registered from their Patient; one who is known by an identifier gets no second file. What is not about a
/// patient belongs to the office. A transaction is stored whole or not at all, everything else resource by resource.
public struct FHIRImport: Sendable {
    /// What whoever imports says about all of it.
    public struct Options: Sendable {
        /// Whose ids are given without an address: that of the system they come from.
        public let source: String?
        /// Whose what belongs to nobody else is, and what is about several patients.
        public let patient: PatientID?
        /// The class of what the rulebook's table of classes does not know.
        public let recordClass: RecordClass?
        /// Facts about all of it.
        public let facts: [String: String]
        /// Whether what is stored under the same id is passed over without looking at what it says.
        public let isResumed: Bool

        /// Groups the options.
        public init(
            source: String? = nil,
            patient: PatientID? = nil,
            recordClass: RecordClass? = nil,
            facts: [String: String] = [:],
            isResumed: Bool = false
        ) {
            self.source = source
            self.patient = patient
            self.recordClass = recordClass
            self.facts = facts
            self.isResumed = isResumed
        }
    }

    /// What happens meanwhile.
    public enum Event: Sendable {
        /// Something is not stored: where it stands, and why.
        case refused(place: String, reason: String)
        /// So much is done.
        case progress(ImportTotals)
    }

    private let vault: ControllerVault
    private let staff: StaffMember?
    private let options: Options

    /// Prepares an import.
    ///
    /// - Throws: ``VaultError/Code/invalidInput`` for a source that is no address.
    public init(into vault: ControllerVault, by staff: StaffMember?, options: Options) throws {
        if let source = options.source {
            guard source.wholeMatch(of: /[A-Za-z][A-Za-z0-9+.\-]*:[^\s|?#]+/) != nil, !source.hasSuffix("/")
            else {
                throw VaultError(
                    .invalidInput,
                    "--source names the system whose ids these are by its address, such as https://kis.example/fhir"
                )
            }
        }
        self.vault = vault
        self.staff = staff
        self.options = options
    }

    /// Imports files.
    ///
    /// What was stored is durable when it is reported. An import that ended early is taken up by running it again: what is
    /// stored is known by its ids and not stored twice.
    ///
    /// - Returns: How much was done.
    /// - Throws: ``VaultError`` for what stops the whole, what reading a file and `report` throw.
    public func run(_ files: [TextFile], report: @escaping (Event) async throws -> Void) async throws
        -> ImportTotals
    {
        if options.source == nil, let file = files.first(where: \.isLines) {
            throw VaultError(
                .invalidInput,
                "\(file.name) has ids without an address; name the system they come from with --source"
            )
        }
        let run = ImportRun(files, into: vault, by: staff, options: options, report: report)
        try await vault.importing(
            by: staff,
            next: { try await run.next() },
            report: { try await run.note($0) }
        )
        return run.totals
    }
}
