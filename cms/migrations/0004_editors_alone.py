from django.db import migrations

ON_THEIR_OWN = ("change_menus", "add_figure")
WITH_FILES = ("add_document", "change_document", "choose_document")


def take_back(apps, schema_editor):
    """Leave to administrators what is on show at once: menus, the words of figures, and documents."""
    for group in apps.get_model("auth", "Group").objects.filter(name="Editors"):
        group.permissions.remove(*group.permissions.filter(codename__in=ON_THEIR_OWN))
        files = apps.get_model("wagtailcore", "GroupCollectionPermission").objects.filter(group=group)
        files.filter(permission__codename__in=WITH_FILES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0003_choosing"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(take_back, migrations.RunPython.noop)]
