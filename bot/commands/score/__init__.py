"""``kaona score``: the ledger, its rules, what-if and analysis.
What they do is ``scores``, ``plans.workbooks`` and ``papers.analysis``.
"""
