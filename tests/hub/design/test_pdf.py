"""Pages as PDF: tagged, with language and title, and nothing fetched but our own static files."""

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from weasyprint.urls import FatalURLFetchingError

from hub.design import pdf
from tests.paper import opened, sheets


def page(body="<h1>Tea</h1>", head="<title>Tea &amp; chat</title>", lang=' lang="cy"'):
    return f"<!doctype html><html{lang}><head>{head}</head><body>{body}</body></html>"


def test_has_language_title_and_tags():
    found = opened(pdf.of(page()))

    root = found.trailer["/Root"]
    assert root["/Lang"] == "cy"
    assert found.metadata.title == "Tea & chat"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()


@pytest.mark.parametrize("lacking", [page(lang=""), page(head=""), page(head="<title> </title>")])
def test_is_not_made_without_language_or_title(lacking):
    with pytest.raises(pdf.NotADocument):
        pdf.of(lacking)


@pytest.mark.parametrize(
    "body",
    [
        '<img src="https://example.org/a.png" alt="a">',
        '<img src="//example.org/a.png" alt="a">',
        '<img src="file:///etc/hostname" alt="a">',
        '<img src="/pictures/a.png" alt="a">',
        '<img src="/static/../hub/settings/base.py" alt="a">',
        '<link rel="stylesheet" href="http://127.0.0.1/a.css">',
        '<p style="background: url(https://example.org/a.png)">Tea</p>',
    ],
)
def test_fetches_nothing_that_is_not_ours(body):
    with pytest.raises(FatalURLFetchingError):
        pdf.of(page(body))


def test_reads_our_static_files_and_what_an_address_holds_itself():
    dot = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E"
    head = '<title>Tea</title><link rel="stylesheet" href="/static/design/paper.css">'

    made = pdf.of(page(f'<h1>Tea</h1><img src="{dot}" alt="a dot">', head))

    fonts = opened(made).pages[0]["/Resources"]["/Font"]
    assert ["Paper" in str(font.get_object()["/BaseFont"]) for font in fonts.values()] == [True]


def test_reads_files_whose_names_carry_a_hash(settings, tmp_path, monkeypatch):
    (tmp_path / "paper.0123456789ab.css").write_text("h1 { display: none }")
    storage = ManifestStaticFilesStorage(location=tmp_path, base_url="/static/")
    monkeypatch.setattr(pdf, "staticfiles_storage", storage)

    made = pdf.of(page(head='<title>Tea</title><link rel="stylesheet" href="/static/paper.0123456789ab.css">'))

    assert sheets(made) == [""]


def test_draws_welsh_letters_in_our_own_type():
    head = '<title>Te</title><link rel="stylesheet" href="/static/design/paper.css">'

    made = pdf.of(page("<p>Siôn Ŵyn, tŷ <b>Ŷ</b></p>", head))

    assert sheets(made) == ["Siôn Ŵyn, tŷ Ŷ"]
    fonts = opened(made).pages[0]["/Resources"]["/Font"]
    assert all("Paper" in str(font.get_object()["/BaseFont"]) for font in fonts.values())


def test_a_roll_ends_below_the_last_word():
    short, long = (
        opened(pdf.on_roll(page(f'{"<p>Tea</p>" * lines}<div id="end"></div>'), width=80)).pages for lines in (3, 90)
    )

    assert len(short) == len(long) == 1
    assert float(short[0].mediabox.width) == float(long[0].mediabox.width) == pytest.approx(80 / 25.4 * 72, abs=0.1)
    assert float(long[0].mediabox.height) > 5 * float(short[0].mediabox.height)
