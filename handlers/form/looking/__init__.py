"""The last look before sending: what is said there, and what it leads to. The questions before it
are answered in ``handlers.form.filling``.
"""
