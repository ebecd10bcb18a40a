"""The workbook in which the secretariat edits a result paper: written, read back, taken over.
What stands in the paper is composed in ``papers.result``.
"""
