"""A hundred residents, all made up. `REGULARS` have an account and say yes more than once; the rest did once, or not yet.

Mobile numbers are from 07700 900xxx and landlines from 01632 960xxx, which are kept for drama and ring nobody.
"""

from typing import Final

from cms.demo.content.shapes import Resident
from hub.people.models import Channel

EMAIL, TEXT, PHONE, LETTER = Channel.EMAIL, Channel.TEXT, Channel.PHONE, Channel.LETTER


def _regular(number: int, row: tuple[str, str, Channel, str]) -> Resident:
    first, surname, channel, says = row
    email = f"{first}.{surname}@mail.test".lower()
    return Resident(first, surname, channel, email if channel == EMAIL else _number(channel, 310 + number), says, email)


def _newcomer(number: int, row: tuple[str, str, Channel, str]) -> Resident:
    first, surname, channel, says = row
    value = f"{first.split()[0]}.{surname}@post.test".lower().replace(" ", "")
    if channel == LETTER:
        value = ADDRESSES[number % len(ADDRESSES)]
    elif channel != EMAIL:
        value = _number(channel, 400 + number)
    return Resident(first, surname, channel, value, says)


def _number(channel: Channel, last: int) -> str:
    return f"01632 960{last}" if channel == PHONE and last % 2 else f"07700 900{last}"


ADDRESSES: Final = (
    "14 Larkfield Rise\nLondon\nSW18 3QZ",
    "Flat 9, Heron House\nLondon\nSW15 6TH",
    "62 Quince Road\nLondon\nSW17 8QG",
    "3 Candle Maker Row\nLondon\nSW11 2RA",
    "Flat 21, Bracken Court\nLondon\nSW15 4EF",
    "8 Pippin Road\nLondon\nSW12 8SB",
    "117 Old Orchard Road\nLondon\nSW17 8DZ",
)

DENISE: Final = Resident(
    "Denise",
    "Campbell",
    EMAIL,
    "resident@demo.test",
    "I’ve retired and the evenings are long. I like to be useful.",
    "resident@demo.test",
)

_REGULARS: Final = (
    ("Yusuf", "Hersi", TEXT, "Off shift at 4. Strong back, bad jokes."),
    ("Beverley", "Hinds", EMAIL, "I ran a school office for thirty years. Lists are my thing."),
    ("Piotr", "Zielinski", TEXT, "I have a van on Saturdays if you need it."),
    ("Amina", "Choudhury", EMAIL, "I can come once the children are at school."),
    ("Gordon", "Fairlie", PHONE, "Happy to wash up. I find it calming."),
    ("Thandi", "Mokoena", EMAIL, "New to the area and would like to know some faces."),
    ("Rashid", "Karim", TEXT, "I speak Bengali and Urdu if that’s any use."),
    ("Siobhan", "Daly", EMAIL, "I can talk to anybody about anything. Ask my sister."),
    ("Nathaniel", "Grant", TEXT, "Never done this before. Will do as I’m told."),
    ("Ewa", "Kowalczyk", EMAIL, "I bake. Too much, my husband says."),
    ("Clive", "Bartholomew", PHONE, "Knees aren’t what they were, so sitting jobs please."),
    ("Fatou", "Ceesay", TEXT, "Evenings are best. I bring my own apron."),
    ("Harriet", "Lowe", EMAIL, "I work from home and need a reason to leave it."),
    ("Kofi", "Asante", TEXT, "Good with shelves, crates and anything heavy."),
    ("Marisol", "Vega", EMAIL, "Mi inglés is fine, and I cook for twenty without fear."),
    ("Dilip", "Patel", EMAIL, "Retired bookkeeper. I like it when columns add up."),
    ("Shanice", "Roberts", TEXT, "My nan came to you last year, so I’d like to give back."),
    ("Owen", "Pritchard", EMAIL, "I can do most Tuesdays till Christmas."),
    ("Leyla", "Demir", TEXT, "I’m a nurse so my weeks move about. I always say early."),
    ("Trevor", "Saunders", PHONE, "Drove the 44 for nineteen years. I know every stop."),
    ("Chidi", "Eze", TEXT, "Student at St George’s. Free on Wednesdays."),
    ("Margaret", "Tolland", PHONE, "I’m 79 and I don’t do ladders. All else is fair game."),
    ("Hyun-woo", "Park", EMAIL, "I like quiet jobs where I can see what I’ve done."),
    ("Ines", "Carvalho", TEXT, "I speak Portuguese and can mind little ones."),
    ("Barnaby", "Frith", EMAIL, "I have a bike with a big basket."),
    ("Nasreen", "Akhtar", TEXT, "School hours please. I’m good on the phone."),
    ("Jerome", "Desir", TEXT, "I cook. St Lucian if you’ll let me."),
    ("Wendy", "Oakes", EMAIL, "Just widowed. I’d like something in the diary."),
    ("Abdi", "Warsame", TEXT, "I fix phones for half of Tooting anyway."),
    ("Katya", "Bondarenko", EMAIL, "I came from Kharkiv. I was a teacher and would like to teach again."),
    ("Laurence", "Gill", EMAIL, "Bad at names, good at carrying."),
    ("Simone", "Alleyne", TEXT, "Weekends only, I’m on lates."),
    ("Mohan", "Nair", EMAIL, "I’d like to be out in the green, rain or no rain."),
    ("Blessing", "Okoro", TEXT, "I sing while I work. You have been warned."),
    ("Peter", "Vane", PHONE, "I used to run the hardware shop on Garratt Lane."),
    ("Zainab", "Hussain", EMAIL, "I can draw posters and do the social posts."),
    ("Roy", "Lazarus", PHONE, "Ring after ten, I’m no good before."),
    ("Carla", "Bianchi", EMAIL, "I’ve got Fridays back since I went part time."),
    ("Emeka", "Nwosu", TEXT, "I coach my son’s team, so I’m used to shouting kindly."),
    ("Dorothy", "Mensah", PHONE, "I make a good pot of tea and I listen."),
    ("Freddie", "Aldous", TEXT, "Gap year. I’m 18 and mostly on time."),
    ("Samira", "Haddad", EMAIL, "Arabic and French, and patience."),
    ("Gwen", "Parry", EMAIL, "I’d love to speak some Welsh with someone too."),
    ("Luca", "Moretti", TEXT, "I finish at 3 on Thursdays."),
)

_NEWCOMERS: Final = (
    ("Joyce", "Baptiste", PHONE, "Can’t stand long. Used to cook for a school."),
    ("Tunde", "Bakare", TEXT, "I finish work at 5. Happy to lift."),
    ("Ana and Leo", "Ferreira", EMAIL, "Mum and 15-year-old. First time for both of us."),
    ("Farida", "Noori", TEXT, "Can come at short notice."),
    ("Pete", "Hannigan", PHONE, "Needs a day’s warning."),
    ("Ruth", "Abelson", LETTER, "I don’t have the internet. A letter is fine."),
    ("Vikram", "Chandra", EMAIL, "I’ve lived here ten years and never joined in. Time I did."),
    ("Oluwaseun", "Adebayo", TEXT, "Would I be paid back for the bus?"),
    ("Moira", "Kell", PHONE, "I’m partially sighted, so please meet me at the door."),
    ("Jamal", "Edwards", TEXT, "My probation worker said this might suit me. I’d like it to."),
    ("Hana", "Tesfaye", TEXT, "I speak Tigrinya and Amharic. My English is getting there."),
    ("Colin", "Bray", EMAIL, "Between jobs and going up the wall."),
    ("Ling", "Zhou", EMAIL, "Can I bring my mother? She likes to fold things."),
    ("Arthur", "Penhaligon", LETTER, "I’m 84. I play the piano by ear, mostly hymns and Abba."),
    ("Teresa", "Gomes", TEXT, "I clean offices till 8, then I’m free."),
    ("Ifeoma", "Obi", EMAIL, "I’d like to help but big rooms make me nervous."),
    ("Stuart", "Mackie", EMAIL, "I own four drills."),
    ("Parveen", "Akram", PHONE, "My daughter set this up for me. Please ring, not text."),
    ("Noah", "Levy", TEXT, "I’m good with dogs. Less so with forms."),
    ("Cherelle", "Thomas", TEXT, "I can only do an hour. Is that all right?"),
    ("Bogdan", "Ionescu", TEXT, "Builder. I can look at that wall for you."),
    ("Sheila", "Norris", PHONE, "I use a wheelchair. I need the ramp, not the speech."),
    ("Malik", "Johnson", TEXT, "I’m saving up to train as a chef, so I want the practice."),
    ("Anneke", "de Vries", EMAIL, "I’ve just moved to Putney. Show me the real one."),
    ("Winston", "Chambers", PHONE, "I was a union man. I can run a meeting to time."),
    ("Priya", "Raman", EMAIL, "I’m a software person. I’ll do anything but software."),
    ("Mehmet", "Yilmaz", TEXT, "Barber. I can do free trims if you have a chair."),
    ("Edith", "Crowe", LETTER, "I knit. There is a mountain of it."),
    ("Deshawn", "Miller", TEXT, "My little brother wants to come as well."),
    ("Rebecca", "Stein", EMAIL, "I have a baby who comes with me. He’s no trouble before noon."),
    ("Ahmed", "Farouk", EMAIL, "I was a pharmacist in Aleppo."),
    ("Lorraine", "Skeete", TEXT, "I’ve had a hard year and I’d like some company."),
    ("Jack", "Tierney", TEXT, "Can I just turn up and see?"),
    ("Comfort", "Owusu", PHONE, "I’m free most mornings, God willing."),
    ("Elena", "Popescu", EMAIL, "I can translate Romanian."),
    ("Geoffrey", "Hallam", LETTER, "I’m hard of hearing. Write, and write large."),
    ("Nia", "Bowen", EMAIL, "Happy with mud."),
    ("Khadija", "Abdi", TEXT, "Women’s group if there is one, please."),
    ("Ravi", "Sharma", EMAIL, "My GP thought a walk would do me good. She may be right."),
    ("Stella", "Ogbonna", TEXT, "I’d like to learn to sew and to stop buying things."),
    ("Michael", "Duarte", EMAIL, "I have two bad knees and one good idea."),
    ("Yetunde", "Salami", TEXT, "I’m a carer for my dad. I can do Saturdays while he’s at day club."),
    ("Alfie", "Brand", TEXT, "I’m 18 and want to work with kids one day."),
    ("Soraya", "Rahimi", EMAIL, "I speak Dari. I’d like to practise English with kind people."),
    ("Norman", "Speed", PHONE, "I live above the shop. I can be there in two minutes."),
    ("Helena", "Costa", EMAIL, "I’d like to see how it’s decided, for once."),
    ("Ibrahim", "Sesay", TEXT, "The lift has been out nine times. I’d like to say so politely."),
    ("Marjorie", "Quill", PHONE, "I can’t get out much, but I can talk."),
    ("Tariq", "Mahmood", EMAIL, "I drive for a living. One more trip is no bother."),
    ("Daisy", "Fenn", TEXT, "I’m vegan, is that a problem with the sausages?"),
    ("Augustine", "Kamara", EMAIL, "I preach on Sundays, so not Sundays."),
    ("Bernadette", "Flood", PHONE, "I’ve time on my hands and a freedom pass."),
    ("Sean", "Okonkwo", TEXT, "Put me where I’m least in the way."),
    ("Mirela", "Hoxha", EMAIL, "I can do an hour at lunch from my desk."),
    ("Violet", "Samuels", LETTER, "My grandson will read me the letter."),
)

REGULARS: Final = (DENISE, *(_regular(number, row) for number, row in enumerate(_REGULARS)))
NEWCOMERS: Final = tuple(_newcomer(number, row) for number, row in enumerate(_NEWCOMERS))
ALL: Final = (*REGULARS, *NEWCOMERS)
