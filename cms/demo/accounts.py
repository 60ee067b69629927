"""The eight accounts of the demo content. The sign-in page offers them and prints their password."""

from dataclasses import dataclass
from typing import Final

from hub.access.roles import Role

PASSWORD: Final = "demo-hub-2026"


@dataclass(frozen=True)
class Account:
    """An account to sign in with: address, name, a short description, and memberships."""

    email: str
    first_name: str
    surname: str
    role: str
    belongs: tuple[tuple[str | None, Role], ...] = ()
    """Keys of organisations with the role there; None means the whole hub."""

    @property
    def who(self) -> str:
        """The full name."""
        return f"{self.first_name} {self.surname}"


ALL: Final = (
    Account("resident@demo.test", "Denise", "Campbell", "Lives in Earlsfield and said yes a few times"),
    Account(
        "organiser@demo.test",
        "Precious",
        "Adeyemi",
        "Organiser of a food larder, and of a second group",
        (("larder", Role.ORGANISER), ("phone", Role.ORGANISER)),
    ),
    Account("enterprise@demo.test", "Kwame", "Boateng", "Owner of a social enterprise", (("mend", Role.OWNER),)),
    Account(
        "frontline@demo.test", "Maya", "Fernandes", "Front-line worker at a housing office", (("housing", Role.WORKER),)
    ),
    Account("manager@demo.test", "Graham", "Whitlock", "Manager of that housing office", (("housing", Role.MANAGER),)),
    Account("adviser@demo.test", "Sunita", "Rao", "Adviser who checks new groups", (("council", Role.ADVISER),)),
    Account("editor@demo.test", "Tom", "Birchall", "Editor of the pages", ((None, Role.EDITOR),)),
    Account("admin@demo.test", "Helen", "Marsh", "Administrator of the whole place", ((None, Role.ADMINISTRATOR),)),
)
