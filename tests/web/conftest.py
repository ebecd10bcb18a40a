"""The stage of the conversation's stories serves the pages' too."""

from tests.handlers.conftest import any_stage, stage

__all__ = ["any_stage", "stage"]
