"""The blocks that editors build pages from. Each says what it is for, and has an example as preview."""

from cms.blocks.body import Body, HomeBody

__all__ = ["Body", "HomeBody"]
