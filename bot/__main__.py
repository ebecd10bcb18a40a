"""``python -m bot``: the command line where the program runs from a checkout and is not installed.

Procfile hosts install what requirements.txt locks, and nothing else.
"""

from bot.cli import main

if __name__ == "__main__":
    main()
