"""The map beside the list. The server draws it, with the numbers of the list; a script only makes it movable."""
