"""How a year goes out: the result report, the plan's paper, analysis, letters and briefs.
A "report" is what an officer sends; what is printed is a paper.
"""
