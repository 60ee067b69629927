"""What editors build pages from. Each block says what it is for, and shows itself with an example before it is placed."""

from cms.blocks.body import Body, HomeBody

__all__ = ["Body", "HomeBody"]
