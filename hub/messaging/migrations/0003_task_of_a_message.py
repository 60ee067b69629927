import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0001_tasks"),
        ("messaging", "0002_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="task",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="message",
                to="desk.task",
            ),
        ),
    ]
