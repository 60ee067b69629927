from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("messaging", "0004_calls_and_letters_are_tasks")]

    operations = [
        migrations.RemoveConstraint(model_name="letter", name="letter_printed_before_posted"),
        migrations.RemoveField(model_name="letter", name="owner"),
        migrations.RemoveField(model_name="letter", name="posted_at"),
        migrations.RemoveField(model_name="letter", name="printed_at"),
        migrations.DeleteModel(name="Call"),
    ]
