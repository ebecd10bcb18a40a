"""The language of plans: from rows and prose to measures, parties, periods, scores and doubts.
Nothing is stored here, and no file is opened but through ``plans.files.opening``.
"""
