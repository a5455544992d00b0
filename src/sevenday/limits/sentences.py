"""What each rule says of a breach, by its id.

`{when}` is the worst window, `{value}` what was found, `{limit}` what the contract says. Where a
clause could be read in two ways the sentence names the reading taken (READINGS.md).
"""

IN_A_ROW = "counted by the dates on which they start"

SENTENCES = {
    "hours.average_week": "work averages {value} a week{leave} over {when}; the most is {limit}",
    "hours.actual_week": "actual work averages {value} a week, cover for leave counted, "
    "over {when}; the most is {limit}",
    "hours.duty_week": "duty averages {value} a week, cover for leave counted, over {when}; "
    "the most is {limit}",
    "hours.average_4_weeks": "work averages {value} a week{leave} over {when}; the most is {limit}",
    "hours.in_168h": "{value} of work falls within 168 hours in a row, {when}; the most is {limit}",
    "hours.in_14_days": "{value} of work falls within 14 days in a row, {when}; "
    "the most is {limit}",
    "hours.shift_length": "the shift {when} lasts {value}; the most is {limit}",
    "hours.consecutive_long": "{value} of over 10 h in a row, {when}; the most is {limit}, "
    + IN_A_ROW,
    "hours.consecutive_long_evening": "{value} in a row that are long and end after 23:00, {when}; "
    "the most is {limit}, " + IN_A_ROW,
    "hours.consecutive_nights": "{value} at night in a row, {when}; the most is {limit}, "
    + IN_A_ROW,
    "hours.consecutive_shifts": "{value} in a row, {when}; the most is {limit}, " + IN_A_ROW,
    "hours.duty_days": "duty on {value} in a row, {when}; the most is {limit}, " + IN_A_ROW,
    "hours.rest_after_long": "{value} of rest after {run} long shift{s} in a row, {when}; at least "
    "{limit} is required before the next duty of any kind",
    "hours.rest_after_long, one duty": "{value} of rest after call in the hospital, {when}; "
    "{limit} is owed before the next duty",
    "hours.rest_after_long_evening": "{value} of rest after {run} long evening shift{s} in a row, "
    "{when}; at least {limit} is required before the next duty of any kind",
    "hours.rest_after_nights": "{value} of rest after {run} night shift{s} in a row, {when}; at "
    "least {limit} is required before the next duty of any kind",
    "hours.rest_after_shifts": "{value} of rest after {run} shift{s} in a row, {when}; at least "
    "{limit} is required before the next duty of any kind",
    "hours.weekend_frequency": "work falls on {value} weekends over {when}; the most is {limit}, "
    "counting any work from Saturday 00:01 to Sunday 23:59",
    "hours.rest_between_shifts": "{value} of rest between shifts, {when}; normally at least "
    "{limit} is required",
    "hours.daily_rest": "{value} of rest between resident duties, {when}; {limit} is owed",
    "hours.off_between": "{value} off between duties, {when}; {limit} is owed",
    "hours.breaks": "the shift {when} has {value} of full length; its rostered length owes {limit}",
    "hours.continuous_duty": "duty without a stop, {when}, lasts {value}; the most is {limit}",
    "hours.long_off": "of the two long periods off in {when}, one is {value}; {limit} is owed",
    "hours.weekly_rest": "the longest time off in the week {when} is {value}; {limit} is owed, "
    "or 48 h in every fortnight, in fixed blocks from the first date",
    "hours.weekly_rest, with daily rest": "the best rest in the week {when} counts as {value}; "
    "{limit} is owed, all but the day's rest of it inside the week, or what will do in every "
    "fortnight instead, in fixed blocks from the first date",
    "hours.free_days": "{value} free of all duty in {when}, against {limit} owed, each of 24 h "
    "without a break",
    "oncall.frequency": "call in the hospital is {value} nights over {when}; the most is {limit}",
    "oncall.length": "the on-call period {when} lasts {value}; the most is {limit}",
    "oncall.consecutive": "{value} on dates in a row, {when}; the most is {limit}, "
    "a Saturday and Sunday counting as one",
    "oncall.in_7_days": "{value} within 7 days in a row, {when}; the most is {limit}",
    "oncall.day_after": "{value} of work on the day after on-call, {when}; the most is {limit}",
    "oncall.rest": "{value} of rest is expected on call, {when}; {limit} is owed",
}

OVERLAP = "two duties would overlap by {value}, {when}"
"""What is said in place of a rest that is less than none, which only a change on trial has."""

SO_FAR = {
    **dict.fromkeys(
        ("hours.average_week", "hours.actual_week", "hours.average_4_weeks"),
        "the work of {when} alone comes to {value} a week over the whole reference period{leave} "
        "whatever else it holds; the most is {limit}",
    ),
    "hours.duty_week": "the duty of {when} alone comes to {value} a week over the whole reference "
    "period{leave} whatever else it holds; the most is {limit}",
    "hours.weekend_frequency": "the weekends worked in {when} alone are {value} of the whole "
    "reference period's; the most is {limit}",
    "oncall.frequency": "the call of {when} alone is {value} nights of the whole reference "
    "period's; the most is {limit}",
}
"""What is said of a part of a reference period that no rest of it could mend."""
