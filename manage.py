#!/usr/bin/env python
"""Run the Hub's commands."""

import os
import sys


def main() -> None:
    """Run one command with the embedded settings, unless the environment names others."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.base")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
