/// The words of letters that are not the law's, in one language.
///
/// `{request}`, `{kind}`, `{day}`, `{count}` and `{authority}` are filled in. Every language has every word: there are no
/// defaults.
struct LetterWords: Wording {
    /// The request as a noun.
    struct Requests {
        let erasure: String
        let access: String
        let rectification: String
        let other: String
    }

    /// What the letter is, behind the request.
    struct Titles {
        let refusal: String
        let partialRefusal: String
        let erasure: String
        let `extension`: String
        let rectification: String
        let question: String
        let referral: String
    }

    /// The answer in a sentence or two.
    struct Verdicts {
        let erasureRefused: String
        let erasedInPart: String
        let erased: String
        let accessRefused: String
        let shownInPart: String
        let corrected: String
        let added: String
        let correctedInPart: String
        let correctionRefused: String
        let extended: String
        let asked: String
        let referred: String
    }

    struct Headings {
        let reasons: String
        let done: String
        let inPart: String
        let added: String
        let refused: String
        let referred: String
        let recipients: String
        let remedies: String
    }

    /// What becomes of a record that is kept.
    struct Keeping {
        let untilDay: String
        let withoutEnd: String
        let suspended: String
        let restricted: String
        let free: String
        let destroy: String
        let anonymise: String
        let block: String
        let archive: String
        let review: String
    }

    struct Delays {
        let complexity: String
        let number: String
        let answerBy: String
    }

    let requests: Requests
    let titles: Titles
    let title: String
    let salutation: String
    let received: String
    let about: String
    let verdicts: Verdicts
    let headings: Headings
    let colon: String
    let onePart: String
    let parts: String
    let keeping: Keeping
    let noGround: String
    let noPermission: String
    let authority: String
    let recipientsOnRequest: String
    let delays: Delays
    let answerBy: String
    let farewell: String
}
