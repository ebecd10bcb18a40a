"""What is said and sent outside any form: a message read against what is due and what was sent,
evidence put where it belongs. It opens the forms of ``form``, and those know nothing of it."""
