"""The contracts of the ports, as test classes: inherit one and pytest runs its numbered scenarios."""
