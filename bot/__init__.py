"""The program: settings, clock, log, processes and the Flask application, wired in one place.
No rule of the month and no Thai sentence lives here.
"""
