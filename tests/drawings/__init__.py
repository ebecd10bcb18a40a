"""What draws the pictures of the README, from the program as it is: ``make pictures``.
Tests look whether they are still true; nothing else lives here.
"""
