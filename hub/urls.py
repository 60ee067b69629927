"""Every route at a glance."""

from allauth.account.views import logout as sign_out
from django.apps import apps
from django.urls import include, path, re_path
from django.views.i18n import set_language
from wagtail.admin import urls as wagtail_admin

from cms import admin_account, sitemaps
from cms import views as pages
from cms.insight import views as insight
from cms.insight import views_attention as attention
from cms.searching import views as searching
from hub import api, health
from hub.access import audiences
from hub.consent import views as consent
from hub.messaging import views as messaging
from hub.messaging import views_codes as codes
from hub.people import views as people
from matching.frontline import urls_manage as passed_on
from matching.frontline.referrals import views as referrals
from matching.mypage import first_look
from matching.mypage import views as mypage
from matching.suggestions import views as suggestions
from opportunities import feeds
from opportunities import urls_manage as own_pages
from opportunities.search import views_organisation as organisation_pages
from opportunities.signups.views import answering, joining
from organisations import views as organisations
from organisations import views_members as members

manage_urls = [*passed_on.urlpatterns, *own_pages.urlpatterns]
language = audiences.open_to(audiences.EVERYONE)(set_language)

organisation_urls = (
    [
        path("", organisations.Index.as_view(), name="list"),
        path("join/", organisations.Join.as_view(), name="join"),
        path("<slug:slug>/", organisation_pages.Page.as_view(), name="page"),
    ],
    "organisations",
)

urlpatterns = [
    path("", pages.home, name="home"),
    path("opportunities/feed/", feeds.newest, name="feed"),
    path("opportunities/", include("opportunities.urls")),
    path("organisations/", include(organisation_urls)),
    path("me/", mypage.Mine.as_view(), name="me"),
    path("me/preferences/", first_look.Edit.as_view(), name="preferences"),
    path("me/asks/<uuid:pk>/yes/", mypage.Yes.as_view(), name="ask_yes"),
    path("me/asks/<uuid:pk>/no/", mypage.No.as_view(), name="ask_no"),
    path("me/not-for-me/<int:pk>/", mypage.NotForMe.as_view(), name="not_for_me"),
    path("me/together/<uuid:pk>/", mypage.GoTogether.as_view(), name="together"),
    path("me/asking/", mypage.MayAsk.as_view(), name="may_ask"),
    path("me/agree/", mypage.Agree.as_view(), name="agree"),
    path("me/consents/", consent.Mine.as_view(), name="consents"),
    path("me/consents/<int:pk>/take-back/", consent.TakeBack.as_view(), name="consent_take_back"),
    path("me/record/", people.Record.as_view(), name="record"),
    path("me/record/copy/", people.RecordCopy.as_view(), name="record_copy"),
    path("me/sign-ups/", joining.Mine.as_view(), name="sign_ups"),
    path("me/sign-ups/<uuid:pk>/", joining.Own.as_view(), name="sign_up"),
    path("me/sign-ups/<uuid:pk>/call-off/", joining.CallOff.as_view(), name="sign_up_call_off"),
    path("me/sign-ups/<uuid:pk>/take/", joining.TakeOffer.as_view(), name="sign_up_take"),
    path("how-we-choose/", suggestions.HowWeChoose.as_view(), name="how_we_choose"),
    path("answer/passed-on/<uuid:referral>/", referrals.AnswerByLink.as_view(), name="answer_referral"),
    path("answer/<uuid:sign_up>/", answering.AnswerByLink.as_view(), name="answer"),
    path("t/needed/", people.LinkNeeded.as_view(), name="link_needed"),
    path("t/close/", people.close_links, name="close_links"),
    path("t/<slug:token>/", people.open_link, name="private_link"),
    path("code/", people.TypeCode.as_view(), name="code"),
    path("code/text/", codes.TextMe.as_view(), name="code_text"),
    path("code/text/enter/", codes.Enter.as_view(), name="code_text_enter"),
    path("texts/heard/", messaging.Heard.as_view(), name="texts_heard"),
    path("manage/verification/", organisations.ToVerify.as_view(), name="to_verify"),
    path("manage/verification/<slug:organisation>/", organisations.Verify.as_view(), name="verification"),
    path("manage/standing/", messaging.HubStatus.as_view(), name="hub_status"),
    path("manage/<slug:slug>/", include((manage_urls, "manage"))),
    path("frontline/", include("matching.frontline.urls")),
    path("invitations/", members.Invitations.as_view(), name="invitations"),
    path("acting/", organisations.Acting.as_view(), name="acting"),
    path("landing/", organisations.Landing.as_view(), name="landing"),
    path("second-step/", organisations.SecondFactor.as_view(), name="second_factor"),
    path("search/", searching.Search.as_view(), name="search"),
    path("insight/", insight.Insight.as_view(), name="insight"),
    path("insight/attention/", attention.AttentionPage.as_view(), name="insight_attention"),
    path("insight/tables.csv", insight.Tables.as_view(), name="insight_tables"),
    path("toolkit/", include("cms.toolkit.urls")),
    path("api/v1/", include((api.urlpatterns, "api"))),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("worried/", pages.worried, name="worried"),
    path("language/", language, name="set_language"),
    path("accounts/", include("allauth.urls")),
    # Before Wagtail's own, which by GET takes the cookie and leaves the session.
    path("admin/logout/", sign_out, name="sign_out_of_admin"),
    path("admin/account/", admin_account.view, name="account_of_admin"),
    path("admin/", include(wagtail_admin)),
    path("", include("hub.design.urls")),
    *([path("demo/", include("cms.demo.urls"))] if apps.is_installed("cms.demo") else []),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("media/<path:name>", pages.picture, name="picture"),
    re_path(r"^documents/(\d+)/(.*)$", pages.document, name="wagtaildocs_serve"),
    re_path(r"^((?:[\w\-]+/)*)$", pages.page, name="wagtail_serve"),
]
