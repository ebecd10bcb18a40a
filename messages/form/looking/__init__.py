"""What is said at the last look before sending, and of words that are held until it is known what
they are. The form's questions are ``messages.form.questions``.
"""
