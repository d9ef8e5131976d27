"""What plugin authors and users test with: the contracts that every adapter keeps, and doubles."""
