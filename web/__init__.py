"""What is seen in a browser.
No page holds a rule: pages call the rooms below.
"""
