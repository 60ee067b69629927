"""What is sent to old phones: style sheets they can read, small, and nothing from anywhere else."""

import gzip
import re
from pathlib import Path

import pytest

from hub.design import accent, iconography

STATIC = Path(iconography.__file__).parent / "static" / "design"
SHEETS = sorted(STATIC.glob("*.css"))
TOKEN = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})")


class TestSheets:
    @pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
    def test_use_nothing_that_an_old_phone_would_drop_whole(self, sheet):
        css = sheet.read_text()

        assert "@layer" not in css
        assert ":has(" not in css

    @pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
    def test_fetch_nothing_from_elsewhere(self, sheet):
        assert "//" not in re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S)

    def test_stay_small_when_packed(self):
        assert len(gzip.compress(b"".join(path.read_bytes() for path in SHEETS), 9)) <= 12_288

    def test_only_name_colours_that_there_are(self):
        css = "".join(path.read_text() for path in SHEETS)
        defined = set(re.findall(r"(--[a-z0-9-]+)\s*:", css))

        assert set(re.findall(r"var\((--[a-z0-9-]+)", css)) <= defined

    def test_say_dark_alike_for_phones_and_for_those_who_chose_it(self):
        css = (STATIC / "tokens.css").read_text()
        by_phone = css.split(':not([data-scheme="light"]) {')[1].split("}")[0]
        chosen = css.split(':root[data-scheme="dark"] {')[1].split("}")[0]

        assert by_phone.split() == chosen.split()


class TestTokens:
    @pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
    @pytest.mark.parametrize(
        "pair",
        [
            ("ink", "page"),
            ("ink", "sunk"),
            ("soft", "page"),
            ("soft", "surface"),
            ("soft", "sunk"),
            ("soft", "accent-tint"),
            ("accent", "page"),
            ("on-accent", "accent"),
            ("on-lamp", "lamp"),
            ("on-deep-soft", "wall2"),
            ("ok", "ok-tint"),
            ("wait", "wait-tint"),
            ("stop", "stop-tint"),
            ("stop", "surface"),
        ],
        ids="-on-".join,
    )
    def test_words_can_be_read_on_their_ground(self, pair, dark):
        light, chosen = (STATIC / "tokens.css").read_text().split("@media (prefers-color-scheme: dark)")
        tokens = dict(TOKEN.findall(light)) | (dict(TOKEN.findall(chosen)) if dark else {})

        assert accent.contrast(tokens[pair[0]], tokens[pair[1]]) >= 4.5

    @pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
    @pytest.mark.parametrize("ground", ["page", "surface"])
    def test_edges_of_controls_can_be_seen(self, ground, dark):
        light, chosen = (STATIC / "tokens.css").read_text().split("@media (prefers-color-scheme: dark)")
        tokens = dict(TOKEN.findall(light)) | (dict(TOKEN.findall(chosen)) if dark else {})

        assert accent.contrast(tokens["edge"], tokens[ground]) >= 3


class TestScript:
    SCRIPTS = ("hub.js", "typing.js")

    def test_is_small(self):
        assert sum((STATIC / name).stat().st_size for name in self.SCRIPTS) < 15_000

    @pytest.mark.parametrize("name", SCRIPTS)
    def test_needs_no_eval(self, name):
        assert not re.search(r"\beval\(|new Function|innerHTML", (STATIC / name).read_text())


class TestFonts:
    def test_come_with_their_licence(self):
        assert "SIL Open Font License" in (STATIC / "fonts" / "LICENSE").read_text()

    def test_are_all_there(self):
        named = re.findall(r'url\("([^"]+)"\)', (STATIC / "tokens.css").read_text())

        assert len(named) == 4
        assert all((STATIC / name).exists() for name in named)
