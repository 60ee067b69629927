"""A picture that breaks off is refused with a sentence, in each place where editors upload one."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, ImageFile
from wagtail.models import UploadedFile

from cms.models import Picture
from tests import stage as stages

pytestmark = pytest.mark.django_db


def picture(*, broken, format="JPEG"):
    out = BytesIO()
    Image.effect_noise((400, 300), 80).convert("RGB").save(out, format)
    whole = out.getvalue()
    return SimpleUploadedFile(
        f"bikes.{format.lower()}", whole[: len(whole) // 2] if broken else whole, f"image/{format.lower()}"
    )


FIELD = {"add": "file", "add_multiple": "files[]", "create": "image-chooser-upload-file"}
"""How each place calls the file."""


@pytest.mark.parametrize("format", ["JPEG", "PNG"])
@pytest.mark.parametrize("place", ["wagtailimages:add", "wagtailimages:add_multiple", "wagtailimages_chooser:create"])
def test_a_picture_that_breaks_off_is_refused_and_a_whole_one_taken(place, format, monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint sets it for the process
    client = stages.build().client("eve")

    refused = client.post(reverse(place), _said(place, picture(broken=True, format=format)))
    assert refused.status_code == 200
    assert "breaks off" in refused.content.decode()
    assert not Picture.objects.exists()

    client.post(reverse(place), _said(place, picture(broken=False, format=format)))
    assert Picture.objects.exists() or UploadedFile.objects.exists()  # many at once wait for their words first


def _said(place, file):
    field = FIELD[place.partition(":")[2]]
    before = field.removesuffix("file") if field.endswith("-file") else ""
    said = {"title": "Bikes", "alt": "Two bikes", "rights": "given", "rights_words": "Rosa", "collection": "1"}
    return {f"{before}{name}": value for name, value in said.items()} | {field: file}
