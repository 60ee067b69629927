"""Store the trigrams of the names of people who exist already."""

import unicodedata

from django.db import migrations

WHOLE = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "’": None, "'": None}
)


def kept(sign):
    kind = unicodedata.category(sign)
    if unicodedata.combining(sign) or kind == "Cf":
        return ""
    return sign if sign.isalnum() or kind in ("Mc", "Mn") else " "


def grams_of(name):
    """Return the grams of a name, three letters each, as `hub.words.trigrams` made them when this was written."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold()).translate(WHOLE)
    return {
        padded[place : place + 3]
        for word in "".join(map(kept, plain)).split()
        for padded in [f" {word} "]
        for place in range(max(1, len(padded) - 2))
    }


def fill(apps, schema_editor):
    NameGram = apps.get_model("people", "NameGram")
    for person in apps.get_model("people", "Person").objects.filter(erased_at=None).iterator(500):
        grams = grams_of(f"{person.first_name} {person.surname}")
        NameGram.objects.bulk_create(
            [NameGram(person_id=person.pk, gram=gram) for gram in sorted(grams)], ignore_conflicts=True
        )


class Migration(migrations.Migration):
    dependencies = [("people", "0002_namegram")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
