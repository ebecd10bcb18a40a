"""How Thai is written and measured: digits, dates, labels, cleaning, text width, fonts.
Nobody here knows a table, a plan or a message: this room imports nothing of ours.
"""
