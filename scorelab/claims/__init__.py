"""What the reporting of 2017 and 2018 claims: kind, verdict, source, and what bears on it here."""

from scorelab.claims.claim import Claim
from scorelab.claims.findings import Results, found, results
from scorelab.claims.registry import changes, claim, claims, refuted_by

__all__ = ["Claim", "Results", "changes", "claim", "claims", "found", "refuted_by", "results"]
