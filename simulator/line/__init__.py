"""LINE's edge of the stand-in: the endpoints of the Messaging API.
What people do is ``simulator.world``.
"""
