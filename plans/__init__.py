"""How a plan comes in: files, the language of plans, comparing and writing, workbooks to fill in.
Nobody here knows LINE or a paper; every doubt is a warning, never a guess.
"""
