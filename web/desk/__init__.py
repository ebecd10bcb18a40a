"""The secretariat's desk: what waits, the month, one report, accepting many.
No words of code here but in ``web.words``; no rule at all.
"""
