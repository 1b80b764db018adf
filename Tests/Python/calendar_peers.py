"""Compares Lethe's holidays and counted dates with the packages `holidays` and `python-dateutil`.

Reads a file of lines, fields separated by tabs:

    easter     YEAR    DAY
    holiday    REGION  DAY     certain|doubtful
    date       REGION|-  COUNTING  DAY  LENGTH  UNIT  END  certain|provisional

and prints a line for each difference:

    easter     YEAR    OURS    THEIRS
    holiday    REGION  DAY     ours|theirs|doubtful    NAME
    date       REGION  COUNTING  DAY  LENGTH  UNIT  OURS  THEIRS  REASON

A doubtful holiday is a difference only where the package has it. Sundays are left out: no period ends on one. Each date
is counted with the holidays of the package, with Lethe's certain ones and with all of Lethe's. REASON is `holiday` when
only the first makes a difference, so that a holiday of the differences above is the cause; `unexplained` when the second
does; `is certain` or `is provisional` when the third shows that this mark is wrong. The last line is the number of lines
that were compared.
"""

import datetime
import sys

import holidays
from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

YEARS = range(2018, 2036)
SUBDIVISIONS = {"FR-67": "6AE", "FR-68": "6AE"}
METROPOLITAN = "ARA BFC BRE CVL 20R GES HDF IDF NOR NAQ OCC PDL PAC".split()


def peers(region):
    country, _, part = region.partition("-")
    if country == "FR" and part in METROPOLITAN:
        part = ""
    part = SUBDIVISIONS.get(region, part)
    return holidays.country_holidays(country, subdiv=part or None, years=YEARS, language="en_US")


def plain(start, length, unit):
    if unit == "day":
        return start + datetime.timedelta(length)
    if unit == "week":
        return start + relativedelta(weeks=length)
    if unit == "month":
        return start + relativedelta(months=length)
    if unit == "year" or unit == "birthday":
        return start + relativedelta(years=length)
    if unit == "year_of_life":
        return start + relativedelta(years=length) - datetime.timedelta(1)
    if unit == "calendar_year":
        return start + relativedelta(years=length, month=12, day=31)
    raise ValueError(unit)


def counted(start, length, unit, counting, free):
    """The end by the rules of the law, with the holidays of the package."""
    one = datetime.timedelta(1)
    if unit == "working_day":
        end = start
        while length > 0:
            end += one
            length -= not free(end)
        return end
    end = plain(start, length, unit)
    if counting == "plain":
        return end
    while free(end):
        end += one
    if counting == "eu_1182_71" and not (unit == "day" and length < 2):
        working = 0
        day = start
        while working < 2:
            day += one
            working += not free(day)
        end = max(end, day)
    return end


def main():
    ours, dates, count = {}, [], 0
    for line in open(sys.argv[1], encoding="utf-8"):
        fields = line.rstrip("\n").split("\t")
        count += 1
        if fields[0] == "easter":
            theirs = easter(int(fields[1])).isoformat()
            if theirs != fields[2]:
                print(*fields, theirs, sep="\t")
        elif fields[0] == "holiday":
            ours.setdefault(fields[1], {})[datetime.date.fromisoformat(fields[2])] = fields[3]
        else:
            dates.append(fields[1:])

    theirs = {region: peers(region) for region in ours}
    for region, days in sorted(ours.items()):
        for day in sorted(set(days) | set(theirs[region])):
            if day.weekday() == 6:
                continue
            mine, peer = days.get(day), theirs[region].get(day)
            if mine == "certain" and not peer:
                print("holiday", region, day, "ours", "", sep="\t")
            elif peer and mine != "certain":
                print("holiday", region, day, "doubtful" if mine else "theirs", peer, sep="\t")

    certain = {region: {day for day in days if days[day] == "certain"} for region, days in ours.items()}
    sides = (("theirs", theirs), ("ours", certain), ("latest", ours))
    for region, counting, day, length, unit, end, state in dates:
        start = datetime.date.fromisoformat(day)
        expected = {}
        for name, calendars in sides:
            days = calendars.get(region, {})
            expected[name] = counted(
                start, int(length), unit, counting, lambda d: d.weekday() >= 5 or d in days
            ).isoformat()
        is_provisional = expected["latest"] != expected["ours"]
        if expected["ours"] != end:
            print("date", region, counting, day, length, unit, end, expected["ours"], "unexplained", sep="\t")
        elif is_provisional != (state == "provisional"):
            print("date", region, counting, day, length, unit, end, expected["latest"], f"is {state}", sep="\t")
        elif expected["theirs"] != end:
            print("date", region, counting, day, length, unit, end, expected["theirs"], "holiday", sep="\t")
    print(count)


main()
