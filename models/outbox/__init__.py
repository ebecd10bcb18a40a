"""What goes out and what did not: the month's paid messages, what never arrived, what may be taken
up again. Nothing is sent here.
"""
