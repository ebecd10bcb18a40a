"""Workbooks of every form, sheet by sheet: Excel, old Excel and OpenDocument.
Rows of text come out, with merged cells known; what they mean is ``plans.reading``.
"""
