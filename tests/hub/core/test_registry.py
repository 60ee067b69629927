"""The contracts of all apps: a name is said once, what is named exists, and an app that keeps something says what becomes of it."""

import ast
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.template import loader
from django.utils.module_loading import import_string

from hub.core import checks, registry
from hub.core.contract import (
    AppContract,
    ClockWork,
    ExportSection,
    Later,
    NotNeeded,
    OutboxKind,
    PersonalData,
    PrivateLink,
)
from hub.messaging.notices import Notice
from tests.factories import DAY

ROOT = Path(__file__).resolve().parents[3]
APPS = ("hub", "organisations", "opportunities", "matching", "cms")


class Accepted(Notice):
    """A second notice with a code that `opportunities` has."""

    code = "accepted"


def nothing(*_given, **_more):
    """Stands for any function that a contract names."""


TWICE = {
    "notice “accepted”": AppContract(app="new", notices=(Accepted,)),
    "audit event “consent.given”": AppContract(app="new", audit_events={"consent.given": "x"}),
    "outbox kind “message”": AppContract(app="new", outbox=(OutboxKind("message", nothing),)),
    "private link “sign_up”": AppContract(app="new", private_links=(PrivateLink("sign_up", str),)),
    "clock work “retention”": AppContract(app="new", clock_work=(ClockWork("retention", nothing, DAY),)),
    "app “opportunities”": AppContract(app="opportunities"),
    "desk_organisation of organisations, new": AppContract(app="new", desk_organisation=nothing),
}


class TestNames:
    def test_are_all_said_once(self):
        registry.refuse_doubles(registry.contracts())

    @pytest.mark.parametrize("what", TWICE)
    def test_said_twice_stop_the_start(self, what):
        with pytest.raises(ImproperlyConfigured, match=what):
            registry.refuse_doubles((*registry.contracts(), TWICE[what]))

    def test_of_start_up_are_checked_when_the_contracts_are_first_read(self, settings, monkeypatch):
        settings.CONTRACTS = [*settings.CONTRACTS, settings.CONTRACTS[0]]
        registry.contracts.cache_clear()
        try:
            with pytest.raises(ImproperlyConfigured, match="Said twice"):
                registry.contracts()
        finally:
            monkeypatch.undo()
            registry.contracts.cache_clear()


KEEPS = (PersonalData("new.thing", "id", purpose="x", basis="x", kept="x", on_erase="keep"),)
WHOLE = {
    "export": (ExportSection("x", nothing),),
    "erase": nothing,
    "on_withdrawal": NotNeeded("for a reason"),
}


class TestPersonalData:
    def test_of_each_app_says_what_becomes_of_it(self):
        assert checks.personal_data_is_complete() == []

    @pytest.mark.parametrize("entry", WHOLE)
    def test_without_one_of_the_three_fails_the_check(self, entry):
        lacking = {name: value for name, value in WHOLE.items() if name != entry}

        found = checks.missing([AppContract(app="new", personal_data=KEEPS, **lacking)])

        assert [error.msg for error in found] == [
            f"new keeps personal data but its contract names no `{entry}`.",
        ]

    def test_with_all_three_passes(self):
        assert checks.missing([AppContract(app="new", personal_data=KEEPS, **WHOLE)]) == []


def called_by_name():
    """Return everything that some contract calls by its dotted name."""
    found = []
    for contract in registry.contracts():
        for work in (*(one.run for one in contract.clock_work), *contract.work_parts.values()):
            if isinstance(work, Later):
                found.append(work.path)
    return found


class TestWhatIsNamed:
    @pytest.mark.parametrize("path", called_by_name())
    def test_by_a_dotted_name_is_there(self, path):
        assert callable(import_string(path))

    @pytest.mark.parametrize("notice", [one for contract in registry.contracts() for one in contract.notices])
    def test_notices_have_their_templates(self, notice):
        for name in (f"notices/{notice.code}.txt", f"notices/{notice.code}.heading.txt"):
            assert loader.get_template(name)

    def test_every_notice_class_with_a_code_is_in_a_contract(self):
        def kinds(kind):
            for below in kind.__subclasses__():
                yield below
                yield from kinds(below)

        ours = {kind for kind in kinds(Notice) if kind.code and kind.__module__.partition(".")[0] in APPS}

        assert ours == {notice for contract in registry.contracts() for notice in contract.notices}


def written_events():
    """Return every audit event that stands as a word in a call of `record`, with its file."""
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            for call in ast.walk(ast.parse(path.read_text())):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "record":
                    first = call.args[0] if call.args else None
                    if isinstance(first, ast.Constant):
                        yield first.value, str(path.relative_to(ROOT))


def test_every_audit_event_that_the_code_writes_is_declared_by_its_app():
    declared = {event: contract.app for contract in registry.contracts() for event in contract.audit_events}

    wrong = [
        (event, path)
        for event, path in written_events()
        if not path.startswith(declared.get(event, "nowhere").replace(".", "/"))
    ]

    assert wrong == []
