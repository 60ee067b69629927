"""The map beside the list: drawn by the server, with the numbers of the list; a script only lets it be moved."""
