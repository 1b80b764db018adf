import PolicyEngine

extension Sample {
    /// The next edition of the rules: files of the sample's patients stay longer than those before; with a case that
    /// says so, as nothing else can be signed.
    static let nextEdition = rules.map { file in
        switch file.path {
        case "packs/de.yaml": adding(rule, before: "  - id: de.retain.professional_code\n", to: file)
        case "tests/de.yaml": RulebookFile(path: file.path, bytes: file.bytes + Array(example.utf8))
        default: file
        }
    }

    private static func adding(_ text: String, before place: String, to file: RulebookFile) -> RulebookFile {
        let old = String(decoding: file.bytes, as: UTF8.self)
        precondition(old.contains(place))
        let new = old.replacing(place, with: text + place, maxReplacements: 1)
        return RulebookFile(path: file.path, bytes: Array(new.utf8))
    }

    private static let rule = """
          - id: de.retain.probe
            decision: retain
            when:
              all:
                - {record.class: {in: $file_core_classes}}
                - {treatment.completed: {known: true}}
                - {treatment.completed: {from: 2001-02-03}}
                - {treatment.completed: {before: 2001-02-04}}
            retain: {minimum: 30 years, from: treatment.completed, source: statute, afterwards: free}
            cite: [{law: Probegesetz, article: "§ 1"}]
            plain: {en: Files of that day are kept for thirty years., de: Akten dieses Tages bleiben dreißig Jahre.}
            confidence: settled

        """

    private static let example = """

          - id: P-01
            title: Files of one day
            decision: retain
            as_of: 2026-03-02
            facts: {
              controller.country: DE, controller.region: DE-BE, controller.kind: hospital, record.class: clinical_core,
              treatment.completed: 2001-02-03
            }
            expect: {outcome: keep, keep_until: 2031-02-03, fired: [de.retain.probe]}

        """
}
