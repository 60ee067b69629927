"""Names as people type them, and what we make of them: a table written by hand."""

import pytest
from django import forms
from django.utils import translation

from cms.toolkit.forms import SendMe
from hub.people import names, signing_in_forms
from hub.people.models import Person
from hub.people.name_fields import NameField
from hub.people.services import persons
from matching.frontline.people.forms import AddSomebody
from matching.preferences.forms import FirstTime
from opportunities.signups.forms.signing_up import SayYes


@pytest.mark.parametrize(
    ("typed", "first_name", "surname"),
    [
        ("Ama", "Ama", ""),
        ("Ama Boateng", "Ama", "Boateng"),
        ("  Ama\u00a0 Boateng\u200b", "Ama", "Boateng"),
        ("ama boateng", "Ama", "Boateng"),
        ("AMA BOATENG", "Ama", "Boateng"),
        ("&<b>", "&<b>", ""),
        ("Ama BOATENG", "Ama", "BOATENG"),
        ("Okoro, Sam", "Sam", "Okoro"),
        ("OKORO, Sam", "Sam", "Okoro"),
        ("okoro, sam", "Sam", "Okoro"),
        ("Okoro,", "Okoro", ""),
        ("Okoro, Mr Sam", "Sam", "Okoro"),
        ("Okoro, Mr", "Mr Okoro", ""),
        ("Sam Okoro, MBE", "Sam", "Okoro MBE"),
        ("Mr Okoro", "Mr Okoro", ""),
        ("mr. okoro", "Mr Okoro", ""),
        ("MR OKORO", "Mr Okoro", ""),
        ("Mr Sam Okoro", "Sam", "Okoro"),
        ("Mr J Okoro", "Mr J Okoro", ""),
        ("Mrs. J. Okoro", "Mrs J. Okoro", ""),
        ("Dr. Lê Nguyễn", "Lê", "Nguyễn"),
        ("Prof Dr Adu", "Prof Dr Adu", ""),
        ("Mr", "Mr", ""),
        ("Mr and Mrs Patel", "Mr and Mrs Patel", ""),
        ("MR AND MRS PATEL", "Mr and Mrs Patel", ""),
        ("Mr. & Mrs. J. Ampersand-O'Leary", "Mr & Mrs J. Ampersand-O'Leary", ""),
        ("Mr a Mrs Jones", "Mr a Mrs Jones", ""),
        ("Mr and Mrs Sam Patel", "Mr and Mrs Sam Patel", ""),
        ("Patel, Mr and Mrs", "Mr and Mrs Patel", ""),
        ("Dr and Rev Adu", "Dr and Rev Adu", ""),
        ("Sam and Joan Patel", "Sam and Joan", "Patel"),
        ("sam & joan", "Sam & Joan", ""),
        ("Mr And", "Mr And", ""),
        ("Miss van der Berg", "Miss van der Berg", ""),
        ("JOYCE O'NEILL", "Joyce", "O'Neill"),
        ("joyce o’neill", "Joyce", "O’Neill"),
        ("d'arcy smith-jones", "D'Arcy", "Smith-Jones"),
        ("flora mcdonald", "Flora", "McDonald"),
        ("flora macdonald", "Flora", "Macdonald"),
        ("FLORA MCKAY", "Flora", "McKay"),
        ("ann-marie st john", "Ann-Marie", "St John"),
        ("van der Berg", "van der Berg", ""),
        ("VAN DER BERG", "Van der Berg", ""),
        ("de Souza", "de Souza", ""),
        ("van nguyen", "Van", "Nguyen"),
        ("Van Nguyen", "Van", "Nguyen"),
        ("Anna van der Berg", "Anna", "van der Berg"),
        ("ANNA VAN DER BERG", "Anna", "van der Berg"),
        ("anna de", "Anna", "De"),
        ("bell hooks", "Bell", "Hooks"),
        ("danah McX", "danah", "McX"),
        ("JP Okoro", "JP", "Okoro"),
        ("JP OKORO", "JP", "Okoro"),
        ("AJ", "AJ", ""),
        ("JO SMITH", "Jo", "Smith"),
        ("j.p. okoro", "J.P.", "Okoro"),
        ("ŁUKASZ ŻAK", "Łukasz", "Żak"),
        ("김민준", "김민준", ""),
        ("अमिता राव", "अमिता", "राव"),
        ("Ama Serwaa Boateng", "Ama", "Serwaa Boateng"),
        ("", "", ""),
        (" , ", "", ""),
    ],
)
def test_a_name(typed, first_name, surname):
    assert names.read(typed) == names.Name(first_name, surname)


@pytest.mark.parametrize(
    ("email", "called"),
    [
        ("ama@example.org", "Ama"),
        ("ama.boateng@example.org", "Ama"),
        ("jo_smith77@example.org", "Jo"),
        ("sam42@example.org", "Sam"),
        ("42@example.org", ""),
        ("Joyce+hub@example.org", "Joyce"),
        ("a" * 61 + "@example.org", ""),
    ],
)
def test_what_to_call_somebody_by_their_address(email, called):
    assert names.from_address(email) == called


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Sam", "sam", True),
        ("Sam", "Sam Junior", True),
        ("Mr Okoro", "Mr Smith", False),
        ("Mr Okoro", "mr. okoro", True),
        ("Mr Okoro", "Mrs Okoro", False),
        ("Mr and Mrs Okoro", "mr. and mrs. okoro", True),
        ("Mr and Mrs Okoro", "Mr Okoro", False),
        ("Sam", "Ama", False),
    ],
)
def test_whether_two_first_names_are_one(one, other, same):
    assert (names.key(one) == names.key(other)) is same


ONLY_A_NAME = "Give the name alone here, like Sam Okoro. A number or email has its own box."


class Card(forms.Form):
    name = NameField()


def test_a_field_gives_the_parts_and_keeps_what_was_typed():
    form = Card({"name": "okoro, sam"})
    assert form.is_valid()
    assert form.cleaned_data["name"] == names.Name("Sam", "Okoro")
    assert form["name"].value() == "okoro, sam"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Mr", "This is a title. Give a name with it, like Mr Smith."),
        ("Mr and Mrs", "This is a title. Give a name with it, like Mr and Mrs Smith."),
        ("Sue Smith, 07700 900111", ONLY_A_NAME),
        ("Sue sue@example.org", ONLY_A_NAME),
        ("a" * 61, "There is room for 60 letters in a first name, and in a surname. Please make it shorter."),
        ("Ama " + "b" * 61, "There is room for 60 letters in a first name, and in a surname. Please make it shorter."),
        ("a" * 101, "There is room for 100 letters and spaces. You have 101. Please make it shorter."),
        ("\u200b", "This field is required."),
    ],
)
def test_a_field_says_what_is_wrong_and_cuts_nothing(typed, said):
    with translation.override("en-gb"):
        assert Card({"name": typed}).errors["name"] == [said]


@pytest.mark.parametrize(
    "form",
    [SayYes, FirstTime, AddSomebody, SendMe, signing_in_forms.SignUp],
)
def test_every_form_of_a_new_person_reads_their_name_so(form):
    assert isinstance(form.base_fields["name"], NameField)


@pytest.mark.parametrize(
    ("first_name", "surname", "typed", "theirs"),
    [
        ("Sam", "Okoro", "Mr Okoro", True),
        ("Sam", "Okoro", "Mr Smith", False),
        ("Sam", "", "Mr Okoro", False),
        ("Mr Okoro", "", "mr okoro", True),
        ("Mr Okoro", "", "Mr Smith", False),
        ("", "", "Mr Okoro", True),
    ],
)
def test_whether_a_name_with_a_title_is_of_somebody_known(first_name, surname, typed, theirs):
    assert persons.is_named(Person(first_name=first_name, surname=surname), typed) is theirs


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Okoro, Sam", "Sam Okoro"),
        ("OKORO, Sam", "Sam Okoro"),
        ("Sam Okoro", "Sam Okoro"),
        ("Precious", "Precious"),
        ("the warden", "the warden"),
        ("Precious and Bola", "Precious and Bola"),
        ("Precious, our cook", "Precious, our cook"),
        ("Ama, Leo and Joy", "Ama, Leo and Joy"),
        ("Ama, Leo, Joy", "Ama, Leo, Joy"),
        ("Okoro,", "Okoro,"),
        ("", ""),
    ],
)
def test_a_name_is_shown_with_the_first_name_first(typed, shown):
    assert names.shown(typed) == shown
