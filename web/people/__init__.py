"""Agencies, people, invites, handover on pages.
Its words of code are in its ``words``; no rule lives here.
"""
