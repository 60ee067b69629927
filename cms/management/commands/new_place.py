"""Command to set up an empty hub for a new area."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import URLValidator

from cms import made_up
from hub.core import cleaning
from hub.design import accent, phones
from hub.management.commands.serve import prepare
from hub.messaging import trying
from hub.people import reading
from hub.places import area
from hub.places.services import wards
from hub.settings import environment

Check = Callable[[str], str]


def _area(text: str) -> str:
    """Return districts and council codes in the form of the settings. Raises ValueError that names the unknown ones."""
    names = [name for name in text.replace(" ", ",").split(",") if name]
    if words := area.trouble(area.of(names)):
        raise ValueError(f"{words} {area.HOW}")
    return ",".join(sorted(area.of(names).listed))


def _phone(text: str) -> str:
    try:
        reading.phone(text)
    except ValidationError as error:
        raise ValueError(error.messages[0]) from error
    if not phones.rings(text):
        raise ValueError("This number is kept for films and demos: it rings nobody.")
    return cleaning.code(text)


def _colour(text: str) -> str:
    typed = cleaning.code(text)
    if typed and not accent.css(typed):
        raise ValueError("This is no colour. Write it like #7a3b8f.")
    return typed


def _email(text: str) -> str:
    try:
        return reading.email(text)
    except ValidationError as error:
        raise ValueError("This is not an email address.") from error


def _url(text: str) -> str:
    typed = cleaning.code(text)
    try:
        URLValidator(schemes=["http", "https"])(typed)
    except ValidationError as error:
        raise ValueError("Write the whole address, like https://hub.example.org.") from error
    return typed.rstrip("/")


def _words(text: str) -> str:
    if not text.strip() or any(sign in text for sign in "\r\n\"'"):
        raise ValueError("Say it in a few words, on one line, without quotation marks.")
    return cleaning.line(text)


DEMO: Final = "This is a demo place. A place of one's own begins with an empty database, without HUB_DEMO."
ASKED: Final[dict[str, tuple[str, str, Check, bool]]] = {
    "HUB_AREA": ("area", "Which area? Postcode districts (CF10,CF11) or council codes (W06000015)", _area, True),
    "HUB_PLACE": ("place", "What do people call it?", _words, True),
    "HUB_PHONE": ("phone", "Which number may people ring?", _phone, True),
    "HUB_HOURS": ("hours", "When does somebody answer it? (Monday to Friday, 9am to 5pm)", _words, True),
    "HUB_DUTY_PHONE": ("duty-phone", "Which number is for something worrying: the duty team?", _phone, True),
    "HUB_SAFEGUARDING_LEAD": (
        "safeguarding-lead",
        "Whom should people ask for with a worry? A name or a role",
        _words,
        False,
    ),
    "SITE_URL": ("site-url", "At which address will the site be? (https://hub.example.org)", _url, True),
    "HUB_NAME": ("name", "What is the site called? (the Hub)", _words, False),
    "HUB_ACCENT": ("accent", "Its one colour, like #7a3b8f; blank for teal", _colour, False),
}
"""Settings, each with its option, the question, the check, and whether it must be answered."""


class Command(BaseCommand):
    """Ask for the settings of an installation, store them, and create an empty hub."""

    help = "Make an empty hub for a place of one's own: area, wards, numbers, colour, pages, the first administrator."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add an option for each answer; missing ones are asked for."""
        for option, question, _check, _must in ASKED.values():
            parser.add_argument(f"--{option}", help=question)
        parser.add_argument("--administrator", help="email address of the first administrator")
        parser.add_argument("--wards", type=Path, help="a CSV of the area's wards: code,name,population")
        parser.add_argument("--test-email", help="send a test email to this address")
        parser.add_argument("--test-text", help="send a test text to this number")
        parser.add_argument("--into", type=Path, default=environment.PLACE, help="the file that keeps the answers")
        parser.add_argument("--noinput", action="store_true", help="ask nothing: what is missing stays as it is")

    def handle(self, *args: Any, **options: Any) -> str:
        """Run the steps in order, and print what is done and what is left."""
        if settings.DEMO:
            raise CommandError(DEMO)
        asks = not options["noinput"] and sys.stdin.isatty()
        answers = {name: self._answer(name, options, asks=asks) for name in ASKED}
        self._write_down({name: said for name, said in answers.items() if said is not None}, options["into"])
        self._use(answers)
        prepare()
        if made_up.loaded_at():
            raise CommandError(DEMO)
        self._say("The database and the first pages are there.")
        if options["wards"]:
            self._load_wards(options["wards"])
        administrator = options["administrator"] or (
            self._ask("Who administers it? Email address", _email) if asks else ""
        )
        if administrator:
            call_command(
                "add_administrator", self._checked(administrator, _email, "--administrator"), stdout=self.stdout
            )
        self._try(options)
        return "Ready. Start it with manage.py serve, sign in, and follow the list at /admin/."

    def _answer(self, name: str, options: dict[str, Any], *, asks: bool) -> str | None:
        option, question, check, must = ASKED[name]
        said = options[option.replace("-", "_")]
        if said is not None:
            return self._checked(said, check, f"--{option}")
        if not asks:
            return None
        return self._ask(question, check if must else lambda text: check(text) if text.strip() else "") or None

    def _ask(self, question: str, check: Check) -> str:
        while True:
            try:
                return check(input(f"{question}\n> "))
            except ValueError as error:
                self.stderr.write(str(error))

    def _checked(self, said: str, check: Check, option: str) -> str:
        try:
            return check(said)
        except ValueError as error:
            raise CommandError(f"{option}: {error}") from error

    def _write_down(self, answers: dict[str, str], path: Path) -> None:
        """Write the answers to the file; its other lines stay unchanged."""
        if not answers:
            return
        if "SITE_URL" in answers:
            answers["ALLOWED_HOSTS"] = answers["SITE_URL"].partition("://")[2].partition("/")[0].partition(":")[0]
        before = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        kept = [line for line in before if line.partition("=")[0].strip() not in answers]
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [*kept, *(f'{name}="{said}"' for name, said in answers.items())]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        self._say(f"Written down in {path}.")

    def _use(self, answers: dict[str, str | None]) -> None:
        """Go by the answers in what is made from here on, as the next start will."""
        for name, said in answers.items():
            if said is not None:
                setattr(settings, name, said.split(",") if name == "HUB_AREA" else said)

    def _load_wards(self, path: Path) -> None:
        try:
            count = wards.replace(path.read_text(encoding="utf-8-sig").splitlines())
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"--wards: {path} cannot be read: {error}") from error
        except wards.BadTable as error:
            raise CommandError("--wards:\n  " + "\n  ".join(error.troubles)) from error
        self._say(f"{count} wards are known.")

    def _try(self, options: dict[str, Any]) -> None:
        for option, send in (("test_email", trying.email), ("test_text", trying.text)):
            if options[option]:
                try:
                    send(options[option])
                    self._say(f"A test went to {options[option]}. See whether it arrives.")
                except trying.NotSent as error:
                    self.stderr.write(str(error))

    def _say(self, words: str) -> None:
        self.stdout.write(words)
