"""The register as evidence: what seals it, what is found in it, and whether it is still what was written."""
