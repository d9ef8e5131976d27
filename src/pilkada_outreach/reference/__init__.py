"""What the wheel itself knows: areas, time zones, shipped timetables and code lists; read lazily, immutable."""
