"""Figures that add up: what was owed, what was done, how far a target is."""
