"""The manual on the desk: which part tells of which page, shown and printed. The texts are those of
docs/manual, which `web/manual` leads to, so that an installed program has them.
"""
