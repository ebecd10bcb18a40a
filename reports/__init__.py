"""How a year goes out: the result report, the plan's paper, letters and briefs as Word, PDF, Excel,
HTML and pictures.
"""
