"""What people say in their own words: what kind of message it is, and what it reports.
It knows neither the database nor LINE: words and the measures that are due go in, values come out.
"""
