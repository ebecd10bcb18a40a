"""What is looked at before a result report is published: figures, links, personal data, gaps.
They find and say; nothing is changed or published here.
"""
