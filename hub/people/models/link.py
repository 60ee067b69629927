"""Private links: one purpose, one person, one thing."""

from django.db import models

from hub.people.models.person import Person


class PrivateLink(models.Model):
    """A link, or a short code to type, that opens one page for one person. Only a hash of its token is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=20)
    subject = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()
    until = models.DateTimeField()
    spent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["purpose", "subject"], name="link_of_subject")]

    def __str__(self) -> str:
        return f"{self.purpose} link of person {self.person_id}"
