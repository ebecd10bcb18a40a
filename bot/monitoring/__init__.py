"""Whether the program is well: its health, its figures, its disk, its clock, its status.
What is due and what is sent is decided elsewhere; nothing here changes anything.
"""
