"""What one person would like, as columns. Every default means "nothing said"."""

from dataclasses import dataclass
from math import inf, isfinite, nan


@dataclass(frozen=True)
class Wants:
    """One person's columns.

    Sets of codes are integers whose bit n stands for the nth code of a list kept elsewhere.

    Attributes:
    ----------
    lat, lon : float
        Where they start from, degrees; nan when unknown.
    reach_km : float
        How far they go, along a straight line over the surface; inf for anywhere, 0.0 for from home only.
    scale_km : float
        The distance at which nearness is ½: small for somebody who walks, large for somebody who drives. Above 0.
    causes, activities, skills, speaks, slots : int
        Causes and activities that they like, skills that they have, languages that they speak, windows of the week that suit (0: any).
    avoid_causes, avoid_activities, avoid_slots : int
        What they would rather avoid.
    access, likes_access : int
        Facts about access that they need, and facts that they would like.
    avoid_takes : int
        What they cannot do or bear.
    pays, charges : int
        Which codes of costs mean "costs are paid", and which "it costs something".
    needs_language, costs_matter, no_checks : bool
        Whether somebody there must speak a language of `speaks`; whether costs decide; whether a safety check is out of the question.
    age : int
        Years; -1 unknown.
    commitment : int
        Place in the list of commitments; -1 any.
    excluded_ids, excluded_organisations : tuple of int
        What they never want to see again.
    terms : tuple of int
        Numbers of the word stems of what they said, rising, each once.
    vector : tuple of int
        A vector of what they said, made like the vectors of the index; empty where nothing was said, or where there are no vectors.
    own_organisations, own_series : tuple of int; own_shares : tuple of float
        Organisations with which they took part, each with its share of the times (at most 1 in total); series in which they took part.
    usual : tuple of float
        For each of the 21 windows, the share of the times that they took part then; empty if they never did.
    """

    lat: float = nan
    lon: float = nan
    reach_km: float = inf
    scale_km: float = 5.0
    causes: int = 0
    activities: int = 0
    skills: int = 0
    speaks: int = 0
    slots: int = 0
    avoid_causes: int = 0
    avoid_activities: int = 0
    avoid_slots: int = 0
    access: int = 0
    likes_access: int = 0
    avoid_takes: int = 0
    pays: int = 0
    charges: int = 0
    needs_language: bool = False
    costs_matter: bool = False
    no_checks: bool = False
    age: int = -1
    commitment: int = -1
    excluded_ids: tuple[int, ...] = ()
    excluded_organisations: tuple[int, ...] = ()
    terms: tuple[int, ...] = ()
    vector: tuple[int, ...] = ()
    own_organisations: tuple[int, ...] = ()
    own_shares: tuple[float, ...] = ()
    own_series: tuple[int, ...] = ()
    usual: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if not (self.scale_km > 0 and isfinite(self.scale_km)):
            raise ValueError(f"scale_km is {self.scale_km}: it must be above 0.")
        if len(self.own_organisations) != len(self.own_shares):
            raise ValueError("own_shares does not go with own_organisations.")

    @property
    def is_placed(self) -> bool:
        """Whether it is known where they start from."""
        return self.lat == self.lat and self.lon == self.lon

    @property
    def from_home_only(self) -> bool:
        """Whether they only do things from home."""
        return self.reach_km == 0.0
