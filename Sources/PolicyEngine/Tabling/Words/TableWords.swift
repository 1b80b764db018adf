/// The words of tables in one language, beside headings and outcomes.
///
/// Names in braces are filled in. Every language has every word: there are no defaults.
struct TableWords: Wording {
    struct Effects {
        let also: String
        let basis: String
        let atLeast: String
        let atMost: String
        let withoutEnd: String
        let until: String
        let suspended: String
        let source: String
        let ground: String
        let owner: String
    }

    struct Sources {
        let statute: String
        let bylaw: String
        let contract: String
        let guidance: String
        let house: String
    }

    struct Answers {
        let by: String
        let extended: String
        let notice: String
        let tellBy: String
        let tellNow: String
        let counted: String
    }

    struct Countings {
        let eu1182: String
        let bgb: String
        let termijnenwet: String
        let plain: String
        let hours: String
    }

    struct Periods {
        let after: String
        let hour: String
        let hours: String
        let day: String
        let days: String
        let workingDay: String
        let workingDays: String
        let week: String
        let weeks: String
        let month: String
        let months: String
        let year: String
        let years: String
        let yearOfLife: String
        let birthday: String
        let calendarYear: String
    }

    struct Introduction {
        let when: String
        let and: String
        let or: String
        let together: String
        let above: String
        let review: String
        let notAsked: String
    }

    let effects: Effects
    let sources: Sources
    let answers: Answers
    let counting: Countings
    let periods: Periods
    let introduction: Introduction
}
