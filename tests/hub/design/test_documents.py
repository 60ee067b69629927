"""A machine without the library that makes PDFs still shows every page."""

import pytest
from django.http import Http404

from hub.design import documents


@pytest.fixture
def lacking(monkeypatch):
    """A machine that lacks Pango."""

    def refuse(name):
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(documents, "import_module", refuse)
    documents._pdf.cache_clear()
    yield
    documents._pdf.cache_clear()


def test_says_that_it_can_make_them():
    assert documents.can_be_made()


def test_says_that_it_cannot_and_makes_none(lacking, rf):
    assert not documents.can_be_made()
    with pytest.raises(Http404):
        documents.response(rf.get("/"), "messaging/letters.html", {}, name="letters")


@pytest.mark.django_db
def test_pages_then_have_no_link_to_one(lacking, stage):
    page = stage.client("bev").get(stage.urls["frontline:slip"])

    assert page.status_code == 200
    assert stage.urls["frontline:slip_document"] not in page.content.decode()
