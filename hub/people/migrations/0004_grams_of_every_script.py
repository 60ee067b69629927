"""Write down anew the grams of names with letters that were left out before: those of other alphabets, and ł or ø."""

from django.db import migrations

from hub.words import trigrams


def fill(apps, schema_editor):
    NameGram = apps.get_model("people", "NameGram")
    for person in apps.get_model("people", "Person").objects.filter(erased_at=None).iterator(500):
        name = f"{person.first_name} {person.surname}"
        if name.isascii():
            continue
        NameGram.objects.filter(person_id=person.pk).delete()
        NameGram.objects.bulk_create(NameGram(person_id=person.pk, gram=gram) for gram in sorted(trigrams.of(name)))


class Migration(migrations.Migration):
    dependencies = [("people", "0003_grams_of_those_known")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
