"""What the accepted reports of a plan say: counted by the database, told in a province's words.
Nobody here knows an edit, a score or how a paper is set.
"""
