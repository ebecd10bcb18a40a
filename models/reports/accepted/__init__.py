"""Reports that were accepted: rows for papers, their evidence, thanks to their senders. What sends,
reviews or settles a report lives in the room above.
"""
