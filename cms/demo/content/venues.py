"""Where things happen. The postcodes are real and in the London Borough of Wandsworth; the halls are made up."""

from typing import Final

from cms.demo.content.shapes import Place

EARLSFIELD_HALL: Final = Place(
    "Earlsfield Hall", "Magdalen Road", "SW18 3NP", "Bus 44 to Earlsfield Station, then five minutes on foot."
)
SOUTHFIELDS_ROOM: Final = Place("The Grid Room", "Elsenham Street", "SW18 5NT", "Six minutes from Southfields station.")
BALHAM_ROOM: Final = Place("St Barnabas Rooms", "Ramsden Road", "SW12 8QY", "Balham station is ten minutes away.")
MEND_WORKSHOP: Final = Place(
    "The Old Dairy", "Vant Road", "SW17 8TJ", "Ring the brass bell. The big one, not the cow bell."
)
GOOD_PLATE: Final = Place("Good Plate Kitchen", "Lavender Road", "SW11 2UG", "Bus 170 stops outside.")
WANDLE_HUT: Final = Place("The Heron Hut", "Garratt Lane", "SW18 4DJ", "Down the ramp beside the weir.")
TOWN_ROOMS: Final = Place("Taking Part Rooms", "Wandsworth High Street", "SW18 2PU", "Buses 28, 44 and 87 stop nearby.")
ROEHAMPTON_OFFICE: Final = Place(
    "Roehampton Housing Office", "Danebury Avenue", "SW15 4HD", "Bus 72 or 265 to Danebury Avenue."
)
ALTON_ROOM: Final = Place("The Alton Room", "Minstead Gardens", "SW15 4EB", "On the ground floor of the block.")
LIBRARY: Final = Place(
    "Mitcham Road Library", "Mitcham Road", "SW17 9PD", "Tooting Broadway station is four minutes away."
)
HEALTH_CENTRE: Final = Place(
    "Falcon Grove Health Centre", "Falcon Road", "SW11 2PJ", "Seven minutes from Clapham Junction."
)
PUTNEY_BOATHOUSE: Final = Place(
    "Putney Junior Boathouse", "Lower Richmond Road", "SW15 1EX", "Bus 22 or 265 to the river."
)
LATCHMERE_HALL: Final = Place("Latchmere Hall", "Burns Road", "SW11 5AD", "Bus 44 or 344 to Latchmere Road.")
NINE_ELMS_ROOM: Final = Place("The Arches Room", "Wandsworth Road", "SW8 4TR", "Bus 77 or 87 to Wandsworth Road.")
FURZEDOWN_HALL: Final = Place("Furzedown Hall", "Moyser Road", "SW16 6SR", "Bus 57 stops at the corner.")
BATTERSEA_PARK: Final = Place(
    "The Bandstand, Battersea Park", "Carriage Drive North", "SW11 4NJ", "Bus 137 to the park gates."
)
TOOTING_COMMON: Final = Place("The Lido gate, Tooting Common", "Tooting Bec Road", "SW16 1RU", "Bus 249 to the common.")
PUTNEY_GARDEN: Final = Place("The Walled Patch", "Dover House Road", "SW15 5AE", "Bus 337 to Putney Park Lane.")
