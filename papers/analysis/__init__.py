"""The analysis of a year's scores as a paper, and the texts drafted for it.
Scores are computed in ``scores``, never here.
"""
