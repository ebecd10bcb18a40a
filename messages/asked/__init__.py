"""What officers ask and the program knows: how a question is recognised, and what is answered.
Neither the database nor LINE is known here; who looks the facts up is ``handlers.asked``.
"""
