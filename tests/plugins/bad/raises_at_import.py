"""Breaks when it is imported."""

raise RuntimeError("the transmitter\nis off")
