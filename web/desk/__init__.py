"""The secretariat's desk: what waits, the month, one report, accepting many."""
