"""Questions whose answer is here: about a person's own reports, the rules and the calendar.
Answers to what a request for more time asked back, too. Requests themselves are
``handlers.requests``, the secretariat's questions ``handlers.secretariat.asking``.
"""
