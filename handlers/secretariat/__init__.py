"""What the secretariat does in chat: review, and acting for an agency.
The form it fills in is ``handlers.form``.
"""
