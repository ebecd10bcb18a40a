"""``kaona setup``: from nothing to the first secretary's code, in one command that may be repeated.
What it does is done by the rooms below; here stand its questions, and the file of settings.
"""
