"""ITA scores: the ledger, the years' rules and their data, levels, what-if, claims in texts.
Documents that print scores are read in ``plans``; sentences on scores are written in ``papers``.
"""
