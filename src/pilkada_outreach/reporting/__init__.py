"""Reports: pure functions of a snapshot and a day, kept apart from how they are rendered."""
