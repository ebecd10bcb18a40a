"""What every paper is made of and set with: the paper as a value, Word, PDF, Excel, HTML, charts.
Nobody here knows a plan, a report or a score.
"""
