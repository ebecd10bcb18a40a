"""What LINE demands of what a bot sends: messages, Flex, actions, rich menus.
Pure: nothing of the stand-in's state is known here.
"""
