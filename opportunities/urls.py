"""URLs of searching and signing up, under /opportunities/."""

from django.urls import path

from opportunities.map import views as map_views
from opportunities.search import views as search
from opportunities.signups.views import joining

app_name = "opportunities"

urlpatterns = [
    path("", search.Browse.as_view(), name="list"),
    path("map/", map_views.Beside.as_view(), name="map"),
    path("map/counts/", map_views.Counts.as_view(), name="map_counts"),
    path("<int:pk>-<slug:title>/", joining.Advert.as_view(), name="page"),
    path("<int:pk>-<slug:title>/sign-up/", joining.Join.as_view(), name="join"),
    path("<int:pk>-<slug:title>/sign-up/received/", joining.Received.as_view(), name="received"),
]
