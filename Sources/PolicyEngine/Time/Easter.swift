public import VaultModel

/// Easter Sunday of the Gregorian calendar.
public enum Easter {
    /// Easter Sunday of a year, by the anonymous Gregorian algorithm (Meeus, Jones, Butcher).
    ///
    /// The letters of the algorithm are spelled out: the place in the 19-year cycle of the moon gives the full moon on
    /// or after 21 March, the rest finds the Sunday after it.
    public static func sunday(in year: Int) -> Day {
        let golden = year % 19
        let (century, yearOfCentury) = (year / 100, year % 100)
        let moonCorrection = (century - (century + 8) / 25 + 1) / 3
        let epact = (19 * golden + century - century / 4 - moonCorrection + 15) % 30
        let toSunday = (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact - yearOfCentury % 4) % 7
        let lateMoon = (golden + 11 * epact + 22 * toSunday) / 451
        let sum = epact + toSunday - 7 * lateMoon + 114
        let dayOfMarch = (sum / 31 - 3) * 31 + sum % 31
        return Day(daysSinceEpoch: Serial.of(year, 3, 1) + Int64(dayOfMarch))
    }
}
