"""``kaona plan``: reading, importing, the plan's paper, next year's plan.
What they do is ``plans`` and ``papers``.
"""
