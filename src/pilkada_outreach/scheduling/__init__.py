"""Time as law: periods, deadlines, calendars."""
