"""``kaona report``: the result report, made, checked, edited, published and traced.
What they do is ``papers.result``.
"""
