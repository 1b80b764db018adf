/// The words of explanations in one language.
///
/// Names in braces are filled in. Every language has every word: there are no defaults.
struct ExplanationWords: Wording {
    struct Questions {
        let disclose: String
        let transfer: String
        let erase: String
        let rectify: String
        let retain: String
        let respond: String
        let notify: String
    }

    struct Headings {
        let outcome: String
        let law: String
        let overridden: String
        let setAside: String
        let dates: String
        let missing: String
        let duties: String
        let confirmation: String
        let facts: String
        let remedies: String
        let rules: String
    }

    struct Outcomes {
        let shown: String
        let shownOnConditions: String
        let notShown: String
        let goes: String
        let goesOnConditions: String
        let goesNot: String
        let erase: String
        let refuse: String
        let partial: String
        let redact: String
        let blockThenErase: String
        let refer: String
        let referTo: String
        let offerToArchive: String
        let notApplicable: String
        let overwrite: String
        let addendum: String
        let refuseWithStatement: String
        let keep: String
        let mustDestroy: String
        let noDuty: String
        let answerDue: String
        let noAnswerDue: String
        let noticeDue: String
        let noNoticeDue: String
        let escalate: String
    }

    struct Keeping {
        let withoutEnd: String
        let suspended: String
        let untilDay: String
        let toBeDestroyed: String
        let wasToBeDestroyed: String
        let restricted: String
        let free: String
        let destroy: String
        let anonymise: String
        let block: String
        let archive: String
        let review: String
    }

    struct Open {
        let missing: String
        let shut: String
        let stays: String
        let kept: String
        let unchanged: String
        let unsaid: String
        let because: String
        let asked: String
        let leftOpen: String
        let wholeDecision: String
        let whoSupplies: String
    }

    struct Suppliers {
        let organisation: String
        let patient: String
        let episode: String
        let record: String
        let request: String
        let hold: String
        let transfer: String
        let event: String
        let derived: String
    }

    struct Dates {
        let keepUntil: String
        let destroyAfter: String
        let answerBy: String
        let tellBy: String
        let counted: String
        let notCertain: String
        let answer: String
        let lateAnswer: String
    }

    struct Rules {
        let name: String
        let majority: String
        let contested: String
        let setAsideBy: String
        let otherLanguage: String
        let reviewDue: String
        let reviewWasDue: String
    }

    struct Facts {
        let yes: String
        let no: String
        let fact: String
        let computed: String
        let assumed: String
    }

    struct Telling {
        let byDay: String
        let byTime: String
        let withoutDelay: String
    }

    let title: String
    let questions: Questions
    let headings: Headings
    let outcomes: Outcomes
    let keeping: Keeping
    let open: Open
    let suppliers: Suppliers
    let dates: Dates
    let rules: Rules
    let facts: Facts
    let telling: Telling
}
