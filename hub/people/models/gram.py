"""Pieces of names, by which a misspelt name is found."""

from django.db import models

from hub.people.models.person import Person


class NameGram(models.Model):
    """Three letters in a row of a person's names: misspelt names are found by how many they share, on every database alike."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grams")
    gram = models.CharField(max_length=3)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gram", "person"], name="name_gram_once")]

    def __str__(self) -> str:
        return f"gram of person {self.person_id}"
