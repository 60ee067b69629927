"""Trigrams of names, used to find a misspelt name."""

from django.db import models

from hub.people.models.person import Person


class NameGram(models.Model):
    """Three letters in a row of a person's names. Misspelt names are ranked by shared trigrams, the same on every database."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grams")
    gram = models.CharField(max_length=3)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gram", "person"], name="name_gram_once")]

    def __str__(self) -> str:
        return f"gram of person {self.person_id}"
