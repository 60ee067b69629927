"""The column `deed` is `event` in Python. Nothing changes in the database: re-making the table would drop its triggers on SQLite."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_refuse_change")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveConstraint(model_name="entry", name="audit_entry_says_what"),
                migrations.AlterField("entry", "deed", models.CharField(max_length=60, db_column="deed")),
                migrations.RenameField("entry", "deed", "event"),
                migrations.AddConstraint(
                    model_name="entry",
                    constraint=models.CheckConstraint(condition=~models.Q(event=""), name="audit_entry_says_what"),
                ),
            ]
        )
    ]
