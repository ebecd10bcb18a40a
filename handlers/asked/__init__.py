"""Questions whose answer is here: about a person's own reports, the rules and the calendar.
Nothing is changed by asking; requests are ``handlers.requests``, the secretariat's questions
``handlers.secretariat.asking``.
"""
