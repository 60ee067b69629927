"""Reads of residents for a worker's pages."""

from django.db.models import Exists, OuterRef, QuerySet

from hub.access.actors import Actor
from hub.people.models import ContactRoute, Person
from matching.frontline.models import Contact


def out_of_reach(actor: Actor) -> QuerySet[Person]:
    """Return those in contact with the actor's service whose numbers and addresses no longer work, by name."""
    theirs = ContactRoute.objects.filter(person=OuterRef("pk"))
    spoken = Contact.objects.visible_to(actor).values("person")
    seen = Person.objects.visible_to(actor).filter(pk__in=spoken, erased_at=None)
    found = seen.filter(Exists(theirs.filter(refused_at__isnull=False)), ~Exists(theirs.usable()))
    return found.order_by("first_name", "surname", "pk")
