"""What a word means where it stands: wished or refused, one's own or of one's family, a free time or a busy one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from matching.preferences.understanding.lexicon import Found
from matching.preferences.understanding.tokens import Token

SUBJECTS: Final = frozenset("i im id ill ive we were wed weve she he shes hes they theyd theyre".split())
OWN: Final = frozenset("i im id ill ive we wed weve".split())
DEPENDS: Final = frozenset("when if where that than what because as which who".split())
"""After these, a new subject does not begin a new thought."""
OTHERS: Final = frozenset("who whove whos whod whose".split())
"""Right after these, what cannot be or is not liked is said of others: "people who can't get out"."""
NEEDED: Final = frozenset({"access", "avoid", "remote", "company", "near"})
"""Kinds of codes that are somebody else's right after those: "people who can't get out" are not the person."""
FAR: Final = 9
"""Words after which a refusal is not sure any more."""
ADVERBS: Final = frozenset("really ever even actually exactly much particularly especially just please".split())
"""May stand between a "not" and what it refuses to want: "don't really want to"."""
LIKES: Final = frozenset("yes yeah yep aye fine".split())
"""Right after a thing, these say that it is liked: "cooking yes"."""
OUT_OF: Final = frozenset("help helps helping helped bring bringing get getting carry carrying".split())
"""Before something with "out" after it, these refuse nothing: "help a choir out"."""
CONTRASTS: Final = frozenset("rather instead".split())
"""A refusal that begins with these is of the whole: "a visit rather than visiting"."""
TIMES: Final = frozenset({"day", "part"})
CANNOT: Final = frozenset("cant cannot wont".split())
NOW: Final = frozenset("now anymore more longer".split())
EXCEPT: Final = frozenset("except excluding bar but besides".split())
WHY: Final = frozenset("as because cos since so".split())
"""An item of a list ends before these: "cannot do Monday, Wednesday or Friday as she works"."""
REACH: Final = 6
"""Words from "can't" to "any more", at most."""
BARE: Final = 4
"""Words that an item of a list has at most."""


@dataclass(slots=True)
class Scope:
    """How something is to be understood."""

    is_refused: bool = False
    is_refused_after: bool = False
    """Refused by what follows ("crowds are no good for me"): a need is meant all the same."""
    is_sure: bool = True
    of_family: bool = False
    is_busy: bool = False
    is_excepted: bool = False
    """Left out of what is refused: "no evenings except Fridays"; neither wished nor refused."""
    is_part: bool = False
    """Refused, but only a part of what was liked before in the sentence: "I like kids but not teenagers"."""


def scopes(words: Sequence[Token], found: Sequence[Found]) -> list[tuple[Found, Scope]]:
    """Return each thing found that is no cue, with how it is to be understood where it stands."""
    said = list(_Walk(words, found))
    for begin, end in _given_up(words, {one.start for one in found if not one.cue}):
        for one, scope in said:
            if begin < one.start < end and not scope.is_refused:
                scope.is_refused_after = True
    return said


def _given_up(words: Sequence[Token], things: set[int]) -> Iterator[tuple[int, int]]:
    """Yield from where to where words tell of what somebody "used to" do and, here or in the next sentence, cannot now."""
    past, sentences = None, 0
    for at, word in enumerate(words):
        sentences += word.gap == "."
        if word.norm == "used" and at + 1 < len(words) and words[at + 1].norm == "to":
            past, since = at, sentences
        elif past is not None and sentences <= since + 1 and _is_over(words, at, things):
            yield past, _part_end(words, past + 1)
            past = None


def _part_end(words: Sequence[Token], at: int) -> int:
    return next(
        (place for place in range(at, len(words)) if words[place].gap or words[place].norm == "but"), len(words)
    )


def _is_over(words: Sequence[Token], at: int, things: set[int]) -> bool:
    """Whether "can't", "can't now" or "can't do it any more" stands here, and names no other thing."""
    if words[at].norm not in CANNOT or (at + 1 < len(words) and words[at + 1].norm == "wait"):
        return False
    part = list(range(at + 1, min(_part_end(words, at + 1), at + REACH)))
    now = next((place for place in part if words[place].norm in NOW), None)
    ends_here = not part or words[at + 1].norm in SUBJECTS
    return ends_here or (now is not None and not things & set(range(at, now)))


class _Walk:
    """Goes through the words once, and turns at each cue."""

    def __init__(self, words: Sequence[Token], found: Sequence[Found]) -> None:
        self.words = words
        self.found: dict[int, list[Found]] = {}
        for one in found:
            self.found.setdefault(one.start, []).append(one)
        self.refused_at: int | None = None
        self.until = 0
        """Where the words of what was found last end: no new thought begins within them."""
        self.is_sure = True
        self.of_family = self.is_busy = self.is_excepted = False
        self.clause: list[tuple[Found, Scope]] = []
        self.sentence: list[tuple[Found, Scope]] = []
        self.last: list[tuple[Found, Scope]] = []
        """What was found since the last turn of the sentence: "computers, printers, I'm not touching them"."""
        self.spoken: list[tuple[Found, Scope]] = []
        """What was found since the last full stop: "I was a nurse so now something different"."""
        self.is_liked = False
        self.liked: list[Found] = []
        """What was liked in so many words since the last full stop."""
        self.done: list[tuple[Found, Scope]] = []

    def __iter__(self) -> Iterator[tuple[Found, Scope]]:
        at = 0
        while at < len(self.words):
            self._gap(at)
            here = self.found.get(at, [])
            if not here and at >= self.until:
                self._word(at)
            for one in here:
                self.until = max(self.until, one.end)
                if one.cue:
                    self._cue(one)
                else:
                    self._thing(one)
            at += 1
        return iter(self.done)

    def _gap(self, at: int) -> None:
        if at < self.until:
            return
        gap = self.words[at].gap
        if gap == ".":
            self.last, self.spoken, self.liked = self.sentence, [], []
            self._turn()
            self.of_family = self.is_busy = False
        elif gap == ",":
            goes_on, is_sure = self._list_goes_on(at)
            self.clause = self.clause if goes_on else []
            if self.refused_at is not None and not goes_on:
                self.refused_at = None
            self.is_sure = is_sure
            self.is_busy = False

    def _new(self) -> None:
        self.refused_at, self.is_sure, self.clause, self.is_excepted = None, True, [], False
        self.is_liked = False

    def _turn(self) -> None:
        self._new()
        self.sentence = []

    def _list_goes_on(self, at: int) -> tuple[bool, bool]:
        """Whether what is refused goes on after a comma ("no shops, kids or dogs"), and whether what follows is sure."""
        if self.refused_at is None:
            return False, True
        end = self._segment_end(at)
        first = self.words[at].norm
        inside = [one for start, here in self.found.items() if at <= start < end for one in here]
        is_subject = first in SUBJECTS and not self.found.get(at)  # "wed" is a day, too
        if any(one.cue for one in inside) or is_subject or not inside:
            return False, True
        if first in ("or", "nor"):
            return True, True
        if end - at > BARE:
            return False, True
        closes = any(word.norm in ("or", "nor") for word in self._rest(at))
        return (True, True) if closes else (False, False)

    def _segment_end(self, at: int) -> int:
        end = at + 1
        while end < len(self.words) and not self.words[end].gap and self.words[end].norm not in WHY:
            end += 1
        return end

    def _rest(self, at: int) -> Iterator[Token]:
        for word in self.words[at:]:
            if word.gap == "." and word is not self.words[at]:
                return
            yield word

    def _word(self, at: int) -> None:
        word = self.words[at].norm
        before = self.words[at - 1].norm if at else ""
        if word in SUBJECTS and before not in DEPENDS:
            self.refused_at, self.is_sure = None, True
            self.is_busy = False
            self.clause = []
        if word in OWN and before not in DEPENDS:
            self.of_family = False

    def _cue(self, one: Found) -> None:
        kind = one.cue.partition(":")[2]
        before = self.words[one.start - 1].norm if one.start else ""
        if kind.startswith("refuse") and before in OTHERS and not self.words[one.start].gap:
            return
        getattr(self, f"_{kind}")(one)

    def _refuse(self, one: Found) -> None:
        excepts = self.words[one.start].norm in EXCEPT and self.sentence and self.sentence[-1][1].is_refused
        self.is_excepted, self.is_liked = bool(excepts), False
        self.liked = [] if self.words[one.start].norm in CONTRASTS else self.liked
        self.refused_at, self.is_sure = one.end, True
        self.clause = []

    def _refuse_before(self, one: Found) -> None:
        """Refuse what stands before in this part; where nothing does, what follows."""
        if one.end - one.start == 1:
            self._refuse_beside(one)
            return
        refused = self.clause or self.sentence
        if not refused and self._is_alone(one):  # "Sewing? Not for me."
            self._refuse_last(one)
            return
        if not refused:
            self._refuse(one)
            return
        for _found, scope in refused:
            scope.is_refused_after = True
        self.sentence = []
        self._new()

    def _refuse_beside(self, one: Found) -> None:
        """Refuse what stands right before a word: "gardening's out", "computers, no", not "out" somewhere."""
        gap = self.words[one.start].gap
        if gap == ".":
            if self._is_alone(one):  # "Gardening? No."
                self._refuse_last(one)
            return
        beside = self.clause if not gap else self.sentence[-1:]
        if self.words[one.start].norm == "out" and self._is_helped(one.start):
            return
        if not beside or beside[-1][0].end != one.start:
            if one.cue == "cue:refuse_before" and any(line.codes == ("cue:refuse",) for line in one.lines):
                self._refuse(one)
            return
        for _found, scope in beside:
            scope.is_refused_after = True
        self._turn()

    def _is_helped(self, at: int) -> bool:
        """Whether a word that goes with "out" stands before it in its part: "help a choir out"."""
        while at and not self.words[at].gap:
            at -= 1
            if self.words[at].norm in OUT_OF:
                return True
        return False

    def _refuse_then(self, _one: Found) -> None:
        """Refuse the times named in the sentence, and nothing else: "clinic on Mondays so not then"."""
        for found, scope in self.spoken:
            if found.kinds <= TIMES:
                scope.is_refused_after, scope.is_busy = True, False
        self._turn()

    def _refuse_last(self, one: Found) -> None:
        """Refuse what stands before in this sentence or, where it says nothing else, in the last: "Chef for years. Burnt out."."""
        if not self.sentence and self._says_more(one):  # "Never again with the scouts"
            self._refuse(one)
            return
        for _found, scope in self.sentence or self.spoken or self.last:
            scope.is_refused_after = True
        self.last = []
        self._turn()

    def _is_alone(self, one: Found) -> bool:
        """Whether nothing else stands in its sentence."""
        ends = one.end == len(self.words) or self.words[one.end].gap == "."
        return ends and self.words[one.start].gap == "."

    def _says_more(self, one: Found) -> bool:
        """Whether something else is found after it in its part of the sentence."""
        return any(place in self.found for place in range(one.end, self._segment_end(one.start)))

    def _wish(self, one: Found) -> None:
        if self._is_denied(one.start):
            return
        self.refused_at, self.is_sure, self.is_busy, self.is_liked = None, True, False, True
        if OWN & {word.norm for word in self.words[one.start : one.end]}:
            self.of_family = False

    def _is_denied(self, at: int) -> bool:
        """Whether a refusal stands right before: "don't put me down for", "not really keen"."""
        while self.refused_at is not None and self.refused_at < at and self.words[at - 1].norm in ADVERBS:
            if self.words[at].gap:
                return False
            at -= 1
        return self.refused_at == at and not self.words[at].gap

    def _break(self, one: Found) -> None:
        if self.clause and self.clause[-1][0].end == one.start and self.words[one.start].norm in LIKES:
            self.liked.append(self.clause[-1][0])
        self._turn()
        self.of_family = self.is_busy = False

    def _doubt(self, _one: Found) -> None:
        self.is_sure = False

    def _family(self, _one: Found) -> None:
        self.of_family = True

    def _busy(self, _one: Found) -> None:
        self.is_busy = True

    def _free(self, _one: Found) -> None:
        self.is_busy = False

    def _thing(self, one: Found) -> None:
        before = self.words[one.start - 1].norm if one.start and not self.words[one.start].gap else ""
        if before in ("are", "is", "were"):
            before = self.words[one.start - 2].norm if one.start > 1 else ""
        if before in OTHERS and one.kinds <= NEEDED:
            return
        is_refused = self.refused_at is not None
        is_sure = self.is_sure and not (is_refused and one.start - (self.refused_at or 0) > FAR)
        scope = Scope(is_refused, False, is_sure, self.of_family, self.is_busy, self.is_excepted and is_refused)
        scope.is_part = is_refused and self._is_part(one)
        if self.is_liked and not is_refused:
            self.liked.append(one)
        self.done.append((one, scope))
        self.clause.append((one, scope))
        self.sentence.append((one, scope))
        self.spoken.append((one, scope))

    def _is_part(self, one: Found) -> bool:
        """Whether what is refused is less than what was liked: other words for it, or the same with more after them."""
        codes = {code for line in one.lines for code in line.codes}
        liked = [other for other in self.liked if codes & {code for line in other.lines for code in line.codes}]
        said = {tuple(word.norm for word in self.words[other.start : other.end]) for other in liked}
        goes_on = one.end < len(self.words) and not self.words[one.end].gap
        return bool(liked) and (goes_on or tuple(word.norm for word in self.words[one.start : one.end]) not in said)
