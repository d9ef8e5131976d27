"""Rules of law and order over a register: pure functions that cite their source."""
