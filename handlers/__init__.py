"""What a person's words lead to: an event becomes changes and an answer.
Nobody here sends, commits, or knows HTTP.
"""
