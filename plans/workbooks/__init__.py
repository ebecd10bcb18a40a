"""The workbooks offices fill in: template, scores, one agency's reports; written and read back.
Papers that go out are ``papers``.
"""
