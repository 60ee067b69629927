"""The model `Asking` is `AskLimit` in Python; its table keeps its name, so nothing changes in the database."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("frontline", "0002_through_the_hub")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameModel("Asking", "AskLimit"),
                migrations.AlterModelTable("AskLimit", "frontline_asking"),
                migrations.AlterField(
                    "AskLimit",
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ask_limit", to="people.person"
                    ),
                ),
            ]
        )
    ]
