"""What running words hold by themselves: facts, places, pieces of a sentence, words spelt right.
Nobody here knows what kind of message it is or which status it tells.
"""
