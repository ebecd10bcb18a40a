"""The shipped rules, one JSON file for each fiscal year (form: ``scores.rule_form``); what is
not known is left empty.
"""
