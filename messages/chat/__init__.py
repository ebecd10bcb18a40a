"""What is said outside a form: small talk, registration, lists, notices, the group.
Who is answered with what is ``handlers``.
"""
