"""Long work that pages ask for, done by the scheduler process.
What each kind does lives in the rooms below; here it is only claimed, begun and ended.
"""
