import PolicyEngine
import VaultCore
import VaultModel
import VaultStorage

/// What the sample vault holds, so that tests know what must be read back.
///
/// Two controllers. The first has a patient who is to be erased and one who stays, each with a small document in two
/// versions and a large one; the second has nobody.
struct Sample: Sendable {
    static let controller = "Klinikum Probe"
    static let otherController = "Praxis Ost"
    static let staff = "Dr. Weiß"

    /// What a clinical document of a treatment is that ended long ago: no law keeps it any more.
    static let facts = RecordFacts(recordClass: .clinicalCore, facts: ["treatment.completed": "2001-02-03"])
    /// What a form is that is no part of the treatment file: the rules let it be overwritten.
    static let formFacts = RecordFacts(recordClass: .administrative, facts: [:])
    static let form = Array("Anschrift: Lindenallee 7\n".utf8)
    /// What is said about an entry that is wrong and whose correction nobody disputes.
    static let rectificationFacts = [
        "rectification.object": "master_data", "rectification.controller_agrees": "true",
        "disclosed_to_recipients": "true",
    ]
    /// What is said about an entry of the treatment file that somebody disputes.
    static let disputeFacts = [
        "rectification.object": "clinical_entry", "rectification.controller_agrees": "false",
        "disclosed_to_recipients": "true",
    ]
    static let classOptions = ["--class", "clinical_core", "--fact", "treatment.completed=2001-02-03"]
    /// What the rules are told about the controllers.
    static let house = ["controller.kind": "hospital", "controller.region": "DE-BE"]
    /// The rules that come with Lethe: the European ones are tested together with those of every country.
    static let rules = StandardRules.files
    static let groundFact = "request.ground=no_longer_needed"
    static let roleFact = "requester.role=patient"

    /// A request that the law follows.
    static func request() throws -> ErasureRequest {
        try ErasureRequest(
            ground: "Art 17(1)(b) GDPR",
            facts: ["request.ground": "no_longer_needed", "requester.role": "patient"]
        )
    }

    /// A patient with a small and a large document.
    struct Person: Sendable {
        let identifier: String
        let name: String
        let patient: PatientID
        /// Stored in two versions, small enough for the database.
        let note: RecordID
        /// Stored in one version, large enough for a blob.
        let scan: RecordID
    }

    let leaving: Person
    let staying: Person

    static let firstNote = Array("Befund: unauffällig. Kontrolle in 6 Monaten.\n".utf8)
    static let secondNote = Array("Befund: unauffällig. Kontrolle in 3 Monaten (berichtigt).\n".utf8)
    static let scan = content(280_000, seed: 7)

    /// Bytes that are the same in every run and look like nothing.
    static func content(_ count: Int, seed: UInt64) -> [UInt8] {
        var state = seed
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 8)
        while bytes.count < count {
            // SplitMix64.
            state &+= 0x9e37_79b9_7f4a_7c15
            var word = state
            word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
            word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
            word ^= word >> 31
            for shift in stride(from: 0, to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
            }
        }
        return Array(bytes.prefix(count))
    }
}
