"""Four models have plainer names in Python; their tables keep theirs, so nothing changes in the database."""

from django.db import migrations

RENAMED = (("Fit", "Recommendation"), ("Together", "CompanionMatch"), ("Round", "NightlyRun"), ("Keeper", "IndexLease"))


class Migration(migrations.Migration):
    dependencies = [("suggestions", "0004_everyone")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                operation
                for old, new in RENAMED
                for operation in (
                    migrations.RenameModel(old, new),
                    migrations.AlterModelTable(new, f"suggestions_{old.lower()}"),
                )
            ]
        )
    ]
