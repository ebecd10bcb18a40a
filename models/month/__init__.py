"""The month's rules: rounds, what is owed and due, working days, counts, quiet time.
Reports are changed in ``models.reports``, never here.
"""
