from django.db import migrations

ABOUT = "messaging.message"
BATCH = 500


def to_tasks(apps, schema_editor):
    """Make a task of each call and each letter, done or not, and give it to its message."""
    Call = apps.get_model("messaging", "Call")
    Letter = apps.get_model("messaging", "Letter")
    for call in Call.objects.select_related("message").iterator(BATCH):
        _task(
            apps,
            call.message,
            kind="call",
            organisation_id=call.owner_id,
            opened_at=call.message.sent_at or call.message.created_at,
            due_at=call.due_at,
            tries=call.tries,
            outcome=call.outcome,
            closed_at=call.closed_at,
        )
    for letter in Letter.objects.select_related("message").iterator(BATCH):
        came = letter.message.sent_at or letter.message.created_at
        _task(
            apps,
            letter.message,
            kind="letter",
            organisation_id=letter.owner_id,
            opened_at=came,
            due_at=came,
            tries=1 if letter.posted_at else 0,
            outcome="posted" if letter.posted_at else "",
            closed_at=letter.posted_at,
        )


def _task(apps, message, **values):
    Task = apps.get_model("desk", "Task")
    Message = apps.get_model("messaging", "Message")
    task = Task.objects.create(about_type=ABOUT, about_id=str(message.pk), **values)
    Message.objects.filter(pk=message.pk).update(task=task)


def to_calls_and_letters(apps, schema_editor):
    """Make calls of the tasks of messages again, and give letters back what their tasks know."""
    Call = apps.get_model("messaging", "Call")
    Letter = apps.get_model("messaging", "Letter")
    Message = apps.get_model("messaging", "Message")
    Task = apps.get_model("desk", "Task")
    for message in Message.objects.exclude(task=None).select_related("task").iterator(BATCH):
        task = message.task
        if task.kind == "call":
            Call.objects.create(
                message=message,
                owner_id=task.organisation_id,
                due_at=task.due_at,
                tries=task.tries,
                outcome=task.outcome,
                closed_at=task.closed_at,
            )
        else:
            Letter.objects.filter(message=message).update(
                owner_id=task.organisation_id, printed_at=task.closed_at, posted_at=task.closed_at
            )
    Message.objects.update(task=None)
    Task.objects.filter(about_type=ABOUT).delete()


class Migration(migrations.Migration):
    dependencies = [("messaging", "0003_task_of_a_message")]

    operations = [migrations.RunPython(to_tasks, to_calls_and_letters)]
