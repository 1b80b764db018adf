extension TableWords {
    static let english = Self(
        effects: Effects(
            also: "also: {duty}",
            basis: "basis: {basis}",
            atLeast: "keep at least {limit}",
            atMost: "keep at most {limit}",
            withoutEnd: "without end",
            until: "until {end}",
            suspended: "no end while this is so: {fact}",
            source: "the duty comes from: {source}",
            ground: "ground: {ground}",
            owner: "owner: {owner}; to be reviewed by {day}"
        ),
        sources: Sources(
            statute: "statute",
            bylaw: "bylaw",
            contract: "contract",
            guidance: "guidance",
            house: "house"
        ),
        answers: Answers(
            by: "answer by {end}",
            extended: "may be extended by {period}",
            notice: ", when this lies in the period: {fact}",
            tellBy: "tell {who} by {end}",
            tellNow: "tell {who} without undue delay",
            counted: "{end} ({counting})"
        ),
        counting: Countings(
            eu1182: "counted by Regulation 1182/71",
            bgb: "counted by §§ 187-193 BGB",
            termijnenwet: "counted by the Algemene termijnenwet",
            plain: "counted plainly, never moved",
            hours: "counted in hours"
        ),
        periods: Periods(
            after: "{period} after {event}",
            hour: "{count} hour",
            hours: "{count} hours",
            day: "{count} day",
            days: "{count} days",
            workingDay: "{count} working day",
            workingDays: "{count} working days",
            week: "{count} week",
            weeks: "{count} weeks",
            month: "{count} month",
            months: "{count} months",
            year: "{count} year",
            years: "{count} years",
            yearOfLife: "the end of the {nth} year of life, by {event}",
            birthday: "the {nth} birthday, by {event}",
            calendarYear: "{period} after the end of the calendar year of {event}"
        ),
        introduction: Introduction(
            when: "Applies when: {conditions}.",
            and: " and ",
            or: "; or ",
            together: "Together with it applies: {packs}.",
            above: "It also applies wherever one of these does: {packs}.",
            review: "To be reviewed by {day}.",
            notAsked: "{fact}: not asked"
        )
    )
}
