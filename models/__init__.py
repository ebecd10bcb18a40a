"""What is true: the database and its tables, and in sub-rooms the rules that act on them.
Nobody here knows Flask, LINE, the timer or how anything is worded.
"""
