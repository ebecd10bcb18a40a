"""A paper as a file that offices go on editing: Word and Excel, and how they look on a page.
PDF and HTML are made beside it, in ``papers.print``.
"""
