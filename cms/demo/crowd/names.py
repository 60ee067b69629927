"""Who lives here: names from everywhere that people of the town come from, and what they say in a line."""

from typing import Final

FIRST: Final = (
    "Abena Adaeze Aisha Alan Aleksandra Ali Alice Amara Amir Ana Andrew Angela Anita Anwar Arjun Asha Ayesha Barbara Beatriz Ben Bilal "
    "Blessing Brenda Brian Callum Carol Carlos Cedric Chidi Chloe Colin Connie Craig Dalia Daniel Daphne Dariusz Deepa Delroy Derek "
    "Dolores Doreen Ebony Edith Eleni Elif Elsie Emeka Emma Ernest Esther Eva Fatima Femi Fiona Frank Gabriela George Gladys Glenn Grace "
    "Hamza Hannah Hassan Hazel Helena Hope Ian Ibrahim Idris Imran Ines Iris Isaac Ivy Jamal James Jasmine Javed Jean Jerome Joan Joel "
    "Jose Julia Kamal Karen Karolina Keith Khadija Kiran Kwabena Lara Latoya Leon Leonie Lina Lorna Lucy Luis Magda Malik Marcia Marek "
    "Maria Marlon Martha Mary Maurice Mehdi Mei Mercy Mina Miriam Mo Monica Nadia Naomi Nasreen Neil Nia Nigel Nkechi Noor Norma Olga "
    "Oliver Olu Omar Patience Paul Pauline Pearl Peter Petra Phyllis Priya Rachel Rafael Rajesh Rania Ravi Reggie Rita Robert Rosalind "
    "Roy Ruby Ruth Sadia Salma Sam Sandra Sanjay Sara Selina Shauna Sheila Simon Sofia Solomon Stella Steve Sunil Susan Tariq Teresa "
    "Terry Thomas Tomasz Tracy Uche Una Usha Vera Victor Vikram Violet Wanda Wendy Wilfred Winston Yasmin Yemi Yvonne Zainab Zara Zofia"
).split()
LAST: Final = (
    "Abdi Addo Agarwal Ahmed Akhtar Alvarez Amadi Asante Baker Banerjee Barnes Begum Bennett Boakye Brown Campbell Carter Chowdhury "
    "Clarke Coleman Costa Cruz Daley Davies Desai Diallo Dixon Duarte Edwards Ellis Evans Fashola Ferreira Fletcher Flynn Francis Garcia "
    "Gill Goh Gomes Gordon Grant Green Griffiths Haddad Hall Harris Hassan Henry Hill Hughes Hussain Ibrahim Iqbal Jackson James Jeffers "
    "Johnson Jones Joseph Kamara Kaur Kelly Khan King Kowalski Kumar Lawal Lee Lewis Lim Lopes Mahmood Malik Marsh Martin Mason Mensah "
    "Miah Miller Mills Mitchell Mohamed Moore Morgan Murphy Musa Nair Nguyen Nowicki Nwosu Obi Odell Ogun Okoro Osei Owens Palmer Parker "
    "Patel Pereira Perry Phillips Pinto Popa Powell Price Quaye Rahman Rai Reid Richards Roberts Robinson Rossi Russell Sahin Salem "
    "Santos Scott Sesay Shah Sharma Silva Simpson Singh Smith Stewart Sultana Tan Taylor Thapa Thomas Turner Uddin Vargas Walker Walsh "
    "Ward Watson White Williams Wilson Wong Wright Yeboah Yilmaz Young Zaman"
).split()

SAYS: Final = (
    "I’m free most mornings and I make strong tea.",
    "New round here. I’d like to know a few faces.",
    "I’ve two hands and a bus pass.",
    "I used to do this for work and I miss it.",
    "My daughter says I should get out more. She’s right.",
    "I can carry things. I can’t sing.",
    "Could I bring my neighbour? She won’t come alone.",
    "I’m shy at first. It wears off.",
    "I work nights, so early is late for me.",
    "Happy to do the washing up.",
    "I’d rather be outdoors.",
    "My English is fine for talking, slower for forms.",
    "I need a chair now and then.",
    "I’ve a van on Sundays.",
    "Been meaning to for years.",
    "I saw your poster by the lifts.",
    "I’m eighteen and need to do this for my award, but I’d do it anyway.",
    "I baked for two hundred once. By mistake.",
    "I’m good with numbers and bad with mornings.",
    "I speak Twi and a bit of Spanish.",
    "You helped my mum last winter.",
    "I like old people. I’m planning to be one.",
    "I can fix most things with a plug.",
    "Just tell me where to stand.",
    "I’m between jobs and would like a reason to shave.",
    "I’ve just retired. Four weeks in and I’ve tidied everything.",
)
"""What people write when they say yes. Half write nothing."""

LIKES: Final = (
    "Something with people, not too loud.",
    "Anything outdoors. I had an allotment once.",
    "I’d like to use my hands again.",
    "Reading with children, after school hours.",
    "Cooking, if somebody shows me where things are.",
    "Evenings only, I work days.",
    "A bit of company, near home.",
    "Music. I play the trumpet badly and gladly.",
    "I’d help with forms and phones.",
    "Somewhere my little one can come along.",
    "Weekends. Not heavy lifting.",
    "Something useful, and a laugh.",
    "Sport with young people. I’m patient.",
    "I want to have a say about the buses.",
)
"""What people say they would like."""

SEARCHED: Final = (
    ("bell ringing", 6),
    ("karate for over sixties", 4),
    ("bee keeping", 8),
    ("welsh conversation", 3),
    ("night shelter", 5),
    ("wheelchair basketball", 4),
    ("dads group", 7),
)
"""What people searched for in vain, and on how many days."""
