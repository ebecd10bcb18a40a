"""Periods as plans print them, from words by tokens to days and recurrences.
Nobody here knows a row, a measure or a party.
"""
