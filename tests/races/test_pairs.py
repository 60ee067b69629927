"""Every request that shows more of a person meets every request that ends what is seen, through HTTP, against a real server."""

import os

import pytest
from django.db import connection

from tests.races import pairs

pytestmark = pytest.mark.django_db(transaction=True)


def test_no_request_fails_no_withdrawal_is_lost_and_nobody_is_seen_without_agreeing(server):
    """SQLite has one writer: there a race has two outcomes, and each pair meets once."""
    is_postgres = connection.vendor == "postgresql"
    often = int(os.environ.get("HUB_RACES", 20 if is_postgres else 1))

    assert pairs.run(server, withdrawals=often, others=3 if is_postgres else 1) >= 49


def test_each_request_does_its_work_when_it_comes_alone(server):
    """Otherwise nothing would meet: a form that is shown again answers 200."""
    world = pairs.World(server)

    alone = {request.__name__: request(world.pair())() for request in pairs.DISCLOSING}
    alone |= {ends.__name__: _after(world.pair(), ends) for ends in pairs.ENDING}

    assert alone == dict.fromkeys(alone, 302)


def _after(pair, ends):
    pair.asked()
    return ends(pair)()
