"""What of a published year the public sees: its measures, its open data, the evidence marked as
public, its files. No page and no address is made here, and nothing unpublished passes.
"""
