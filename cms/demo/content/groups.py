"""The twelve organisations of the story: community groups, social enterprises and public services, all of them made up."""

from typing import Final

from cms.demo.content import venues
from cms.demo.content.shapes import Group

ALL: Final = (
    Group(
        key="larder",
        name="Earlsfield Community Larder",
        kind="group",
        about=(
            "We collect good food that shops can’t sell and hand it on to anybody who could do with it. Nobody is asked why. "
            "Six of us began in a garage. Now there are forty, a proper fridge, and a kettle that never rests."
        ),
        place=venues.EARLSFIELD_HALL,
        keeper=("Maureen", "Pike"),
        tier=2,
        reply_hours=24,
        phone="07700 900214",
        checked="Rules, officers and insurance seen. Visited on a Tuesday and handed an apron.",
    ),
    Group(
        key="phone",
        name="Southfields Telephone Friends",
        kind="group",
        about=(
            "We ring people who would like a chat, once a week, for as long as the tea stays warm. "
            "Some of our pairs have talked for years and never met."
        ),
        place=venues.SOUTHFIELDS_ROOM,
        keeper=("Alasdair", "Munro"),
        tier=3,
        safe=True,
        reply_hours=72,
        phone="07700 900221",
        checked="Charity number seen. Lead and deputy named, policy read, checks and insurance in date.",
    ),
    Group(
        key="lunch",
        name="St Barnabas Lunch Table",
        kind="group",
        about=(
            "Lunch for anybody who would rather not eat alone. Two courses, one long table, no speeches. "
            "People come for the crumble and stay for each other."
        ),
        place=venues.BALHAM_ROOM,
        keeper=("Winsome", "Clarke"),
        tier=2,
        safe=True,
        reply_hours=48,
        phone="07700 900232",
        checked="Rules and insurance seen. Kitchen rated five. Lead and deputy for safety named.",
    ),
    Group(
        key="mend",
        name="Mend and Make Tooting",
        kind="social_enterprise",
        about=(
            "We fix what others throw away and teach people how. What we earn from repairs pays for the free evenings. "
            "Our record is a toaster from 1961. It now works better than ours."
        ),
        place=venues.MEND_WORKSHOP,
        keeper=("Jolanta", "Nowak"),
        tier=2,
        reply_hours=48,
        phone="07700 900243",
        checked="Company number, rules and insurance seen.",
    ),
    Group(
        key="plate",
        name="Battersea Good Plate",
        kind="social_enterprise",
        about=(
            "A training kitchen that sells lunches to offices so that it can cook for its neighbours for nothing. "
            "People learn a trade here. Some learn that they like beetroot."
        ),
        place=venues.GOOD_PLATE,
        keeper=("Rosa", "Marquez"),
        tier=3,
        safe=True,
        reply_hours=36,
        phone="07700 900254",
        checked="Company number, food rating, checks and insurance seen.",
    ),
    Group(
        key="river",
        name="Wandle Riverkeepers",
        kind="group",
        about=(
            "We look after the last mile of the Wandle: litter out, willow in. "
            "So far this year we have found nine trolleys, one safe (empty) and a kingfisher."
        ),
        place=venues.WANDLE_HUT,
        keeper=("Gethin", "Rees"),
        tier=1,
        reply_hours=72,
        checked="Met two of the officers at the weir. Known to the parks team since last spring.",
    ),
    Group(
        key="council",
        name="Wandsworth Taking Part Team",
        kind="service",
        about=(
            "We are the people at the council whose job is to ask before things are decided, and to tell you what came of it. "
            "Ask us what is being decided near you."
        ),
        place=venues.TOWN_ROOMS,
        keeper=("Farah", "Siddiqui"),
        tier=3,
        safe=True,
        reply_hours=48,
        phone="07700 900111",
        checked="A team of the council.",
    ),
    Group(
        key="housing",
        name="Roehampton Housing Office",
        kind="service",
        about=(
            "Repairs, rents and stairwells for the blocks around Danebury Avenue. "
            "We also ring people and post letters for this site, so nobody needs a computer."
        ),
        place=venues.ROEHAMPTON_OFFICE,
        keeper=("Desmond", "Achebe"),
        tier=3,
        safe=True,
        reply_hours=48,
        is_desk=True,
        phone="07700 900265",
        checked="A council service.",
    ),
    Group(
        key="library",
        name="Mitcham Road Library",
        kind="service",
        about=(
            "Books, of course. Also warm rooms, free printing, and staff who can tell you which form you need. "
            "You may talk here. We only whisper on Thursday mornings."
        ),
        place=venues.LIBRARY,
        keeper=("Anjali", "Mehta"),
        tier=3,
        safe=True,
        reply_hours=24,
        phone="07700 900276",
        checked="A council service with its own lead for safety.",
    ),
    Group(
        key="health",
        name="Falcon Grove Health Centre",
        kind="service",
        about=(
            "A GP practice for eleven thousand people around Clapham Junction. "
            "Company, a walk or a choir often does more than we can, so we help people find one."
        ),
        place=venues.HEALTH_CENTRE,
        keeper=("Ngozi", "Okafor"),
        tier=3,
        safe=True,
        reply_hours=72,
        phone="07700 900287",
        checked="A registered GP practice.",
    ),
    Group(
        key="juniors",
        name="Putney Junior Boathouse",
        kind="group",
        about=(
            "Rowing, homework and toast for eight to sixteen year olds who live near the river and never thought it was theirs. "
            "Nobody has fallen in since May."
        ),
        place=venues.PUTNEY_BOATHOUSE,
        keeper=("Callum", "Reid"),
        tier=3,
        safe=True,
        reply_hours=48,
        phone="07700 900298",
        checked="Charity number, checks, policy and insurance seen. Visited twice, once in the rain.",
    ),
    Group(
        key="newcomers",
        name="Nine Elms Newcomers",
        kind="group",
        about=(
            "So many of us moved into the new towers and know nobody on our floor. "
            "We would like to start with one pot of coffee and see."
        ),
        place=venues.NINE_ELMS_ROOM,
        keeper=("Lucía", "Herrera"),
        tier=0,
        phone="07700 900305",
    ),
)
