"""Command to rebuild the shipped place files. Needs the development requirements; never runs in production."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hub.places import building, codepoint, tables


class Command(BaseCommand):
    help = "Rebuild the place files that ship with the project from a Code-Point Open zip and GeoNames."

    requires_system_checks = ()  # they read the files that this makes

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the zip, and a folder to write to when it is not the project's own."""
        parser.add_argument("zip", type=Path, help="Code-Point Open as CSV, from the Ordnance Survey")
        parser.add_argument("--units-of", default="E09000032", help="the council of the demo place, whose units ship")
        parser.add_argument("--into", type=Path, default=tables.FOLDER, help="the folder to write to")

    def handle(self, *args: Any, **options: Any) -> str:
        """Write the four files, and print how many rows each has."""
        try:
            units = building.units(codepoint.Archive(options["zip"]))
        except codepoint.BadFile as error:
            raise CommandError(str(error)) from error
        names = building.names(options["zip"])
        files = {
            "sectors": (tables.SECTOR_COLUMNS, building.sectors(units, names)),
            "wards": (tables.WARD_COLUMNS, building.wards(units, names)),
            "gazetteer": (tables.PLACE_COLUMNS, building.gazetteer()),
            "units": (tables.UNIT_COLUMNS, building.around(units, options["units_of"])),
        }
        for name, (columns, rows) in files.items():
            building.write(options["into"] / f"{name}.csv.gz", columns, rows)
        counts = ", ".join(f"{len(rows):,} rows of {name}" for name, (_, rows) in files.items())
        return f"{len(units):,} units read; {counts} written to {options['into']}."
