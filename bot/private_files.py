"""Files are for the account that runs the program and nobody else, whoever starts it and how."""

import os


def keep_files_private() -> None:
    """Let nobody else read or write what this process and those it starts make from now on."""
    os.umask(os.umask(0o077) | 0o077)
