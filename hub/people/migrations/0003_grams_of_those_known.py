"""Write down the grams of the names of people who are known already."""

from django.db import migrations

from hub.words import trigrams


def fill(apps, schema_editor):
    NameGram = apps.get_model("people", "NameGram")
    for person in apps.get_model("people", "Person").objects.filter(erased_at=None).iterator(500):
        grams = trigrams.of(f"{person.first_name} {person.surname}")
        NameGram.objects.bulk_create(
            [NameGram(person_id=person.pk, gram=gram) for gram in sorted(grams)], ignore_conflicts=True
        )


class Migration(migrations.Migration):
    dependencies = [("people", "0002_namegram")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
