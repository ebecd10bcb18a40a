"""Filling in a form: the table of questions and its one pure step, drafts, evidence, sending.
What the secretariat decides is ``handlers.secretariat``.
"""
