"""Files that people write and other programs read: the program file, sheets, calendars."""
