"""Addresses of finding and saying yes, under /opportunities/."""

from django.urls import path

from opportunities.views import finding, joining, mapping

app_name = "opportunities"

urlpatterns = [
    path("", finding.Browse.as_view(), name="list"),
    path("map/", mapping.Beside.as_view(), name="map"),
    path("map/counts/", mapping.Counts.as_view(), name="map_counts"),
    path("<int:pk>-<slug:title>/", joining.Advert.as_view(), name="page"),
    path("<int:pk>-<slug:title>/sign-up/", joining.Join.as_view(), name="join"),
    path("<int:pk>-<slug:title>/sign-up/received/", joining.Received.as_view(), name="received"),
]
