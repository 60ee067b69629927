"""Store again the trigrams of names with letters that were left out before: other alphabets, and ł or ø."""

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
        name = f"{person.first_name} {person.surname}"
        if name.isascii():
            continue
        NameGram.objects.filter(person_id=person.pk).delete()
        NameGram.objects.bulk_create(NameGram(person_id=person.pk, gram=gram) for gram in sorted(grams_of(name)))


class Migration(migrations.Migration):
    dependencies = [("people", "0003_grams_of_those_known")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
