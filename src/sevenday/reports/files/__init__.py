"""Files that people take away: workbooks, calendars, work schedules, packs."""
