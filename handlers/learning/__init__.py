"""What somebody new learns in the chat: a lesson with a made-up measure, and what each measure is.
Nothing here changes a report.
"""
