"""What a form says: its questions, courtesies, evidence, and the report as a card.
The order of the questions is ``handlers.form``.
"""
