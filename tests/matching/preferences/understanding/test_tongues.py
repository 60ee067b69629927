"""Another language than English or Welsh is told by its script or its commonest words, and nothing in it is taken for English."""

import pytest

from matching.preferences import understanding
from matching.preferences.understanding import tongues
from tests.matching.preferences.understanding import scoring

SAID = {
    "Lubię gotować i chcę pomagać starszym ludziom, ale nie mogę w soboty": "pl",
    "Îmi place să gătesc și vreau să ajut oameni, dar nu pot sâmbăta": "ro",
    "Eu gosto de cozinhar e quero ajudar as pessoas, mas não posso aos sábados": "pt",
    "Me gusta cocinar y quiero ayudar a las personas mayores, pero no puedo los sábados": "es",
    "Mi piace cucinare e voglio aiutare le persone, ma non posso il sabato": "it",
    "J'aime cuisiner et je veux aider les gens, mais je ne peux pas le samedi": "fr",
    "Yemek yapmayı seviyorum ve insanlara yardım etmek istiyorum ama benim zaman çok yok": "tr",
    "Waxaan jeclahay in aan kariyo oo waxaan rabaa in aan caawiyo dadka": "so",
    "Më pëlqen të gatuaj dhe dua të ndihmoj njerëz por nuk kam shumë kohë": "sq",
    "Tôi thích nấu ăn và muốn giúp mọi người nhưng tôi không có nhà": "vi",
    "أحب الطبخ وأريد مساعدة الناس": "ar",
    "مجھے کھانا پکانا پسند ہے اور میں لوگوں کی مدد کرنا چاہتا ہوں": "ur",
    "من آشپزی دوست دارم و می‌خواهم به مردم کمک کنم چون وقت دارم": "fa",
    "Я люблю готовить и хочу помогать людям": "ru",
    "Я люблю готувати і хочу допомагати людям": "uk",
    "আমি রান্না করতে ভালোবাসি": "bn",
    "ਮੈਨੂੰ ਖਾਣਾ ਬਣਾਉਣਾ ਪਸੰਦ ਹੈ": "pa",
    "எனக்கு சமைக்க பிடிக்கும்": "ta",
    "我喜欢做饭，想帮助别人": "zh",
    "ምግብ ማብሰል እወዳለሁ": "am",
}


@pytest.mark.parametrize("text", SAID)
def test_is_told(text):
    assert understanding.tongue(text) == SAID[text]


@pytest.mark.parametrize("text", SAID)
def test_nothing_in_it_is_taken_for_a_wish(text):
    assert {one.code for one in understanding.hear(text)} == {f"lang:{SAID[text]}"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ok",
        "I like to cook",
        "Dw i'n hoffi coginio ac eisiau helpu pobl hŷn",
        "I speak Polish: lubię gotować",
        "la la la, karaoke and de luxe cakes",
        "wana do sumat wiv me ands",
    ],
)
def test_english_and_welsh_are_no_other(text):
    assert understanding.tongue(text) == ""


def test_no_statement_of_ours_is_taken_for_another_language():
    texts = [one.text for name in ("known", "held_out") for one in scoring.statements(name)]

    assert [text for text in texts if understanding.tongue(text)] == []


def test_every_language_is_one_that_people_can_be_said_to_speak():
    from hub.taxonomy.codes import Language

    assert set(SAID.values()) <= set(Language.values)
    assert tongues.of("", ()) == ""
