"""``kaona demo``: everything on one machine, with the stand-in for LINE in the browser.
Only this room and tests know ``simulator``; the program loads it by name.
"""
