"""What is stored of a person: where it may stand, given out whole, taken out of everything.
Who may ask for it is decided where they ask; nothing else of a person is changed here.
"""
