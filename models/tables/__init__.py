"""The tables, one file a subject: mapped classes and what a row knows of itself.
No rule that needs a query of another table lives here.
"""
