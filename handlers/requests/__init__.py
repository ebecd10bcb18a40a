"""What somebody asks or says of themself, beside reports: more time, that they moved or are away, a
note for the secretariat, what is kept of them. No form is opened here; that is ``handlers.form``.
"""
