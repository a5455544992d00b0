"""What people take away: pages, workbooks, calendars, work schedules."""
