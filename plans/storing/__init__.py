"""Comparing a plan that was read with the stored one, and writing what is new.
Nothing is read from a file here.
"""
