"""A LINE that fits on one machine: its Messaging API as strict as its documentation, and chats one
can look at.

It knows LINE's public API only and imports nothing else of this project. See docs/simulator.md.
"""

from simulator.simulator import Simulator
from simulator.world.world import World

__all__ = ["Simulator", "World"]
