"""How things are said in LINE: every Thai sentence and card, as pure functions cut to LINE's
limits. Nobody here asks the database or sends anything.
"""
