"""Every page draws, for somebody it is meant for."""

import re

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db

OPEN = {
    "home": "nobody",
    "opportunities:list": "nobody",
    "opportunities:page": "nobody",
    "opportunities:join": "nobody",
    "opportunities:received": "visitor",
    "organisations:list": "nobody",
    "organisations:page": "nobody",
    "organisations:join": "ama",
    "sign_ups": "ama",
    "sign_up": "ama",
    "sign_up_call_off": "ama",
    "link_needed": "nobody",
    "me": "ama",
    "how_we_choose": "nobody",
    "preferences": "ama",
    "ask_yes": "ama",
    "ask_no": "ama",
    "consents": "ama",
    "consent_take_back": "ama",
    "record": "ama",
    "record_copy": "ama",
    "code_text": "nobody",
    "manage:referrals": "col",
    "manage:referral": "col",
    "frontline:home": "bev",
    "frontline:crisis": "bev",
    "frontline:crisis_in": "bev",
    "frontline:find": "bev",
    "frontline:add": "bev",
    "frontline:person": "bev",
    "frontline:preference": "bev",
    "frontline:ask": "bev",
    "frontline:why_not": "bev",
    "frontline:pass_on": "bev",
    "frontline:capture": "bev",
    "frontline:slip": "bev",
    "frontline:referrals": "bev",
    "frontline:referral": "bev",
    "code": "nobody",
    "to_verify": "ada",
    "verification": "ada",
    "hub_status": "adi",
    "manage:home": "col",
    "manage:about": "col",
    "manage:inbox": "col",
    "manage:answered": "col",
    "manage:waiting": "col",
    "manage:decline": "col",
    "manage:another": "col",
    "manage:opportunities": "col",
    "manage:new": "col",
    "manage:opportunity": "col",
    "manage:people_near": "col",
    "manage:step": "col",
    "manage:session": "col",
    "manage:call_off_date": "col",
    "manage:close": "col",
    "manage:calls": "max",
    "manage:members": "max",
    "manage:member": "max",
    "invitations": "ama",
    "acting": "col",
    "second_factor": "col",
    "search": "nobody",
    "insight": "max",
    "insight_attention": "max",
    "toolkit_begin": "nobody",
    "toolkit_about": "col",
    "toolkit_keep": "col",
    "toolkit_whole": "col",
    "wagtail_serve": "nobody",
    "privacy": "nobody",
    "accessibility": "nobody",
    "worried": "nobody",
    "api:docs": "nobody",
    "design:gallery": "nobody",
    "healthz": "nobody",
}


@pytest.mark.parametrize(("name", "who"), OPEN.items())
def test_a_page_draws(stage, name, who):
    address = stage.urls.get(name) or reverse(name)

    answer = stage.client(who).get(address)

    assert answer.status_code == 200, answer.headers


def test_each_script_has_the_nonce_without_which_browsers_run_none(stage):
    answer = stage.client("nobody").get("/opportunities/")

    nonce = re.search(r"'nonce-([^']+)'", answer["Content-Security-Policy"])[1]
    scripts = re.findall(r"<script[^>]*>", answer.content.decode())
    assert scripts
    assert [script for script in scripts if f'nonce="{nonce}"' not in script] == []
