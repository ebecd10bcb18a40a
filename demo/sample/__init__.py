"""The sample province: its people, plan and two reported months, as data files and the code that
plays them in.
"""
