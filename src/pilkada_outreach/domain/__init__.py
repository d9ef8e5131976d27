"""Frozen records of an election commission's outreach; pure values, no clock, file, network or environment."""
