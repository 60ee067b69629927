"""Every route of ours with those of the demo place, which are mounted in demo mode only."""

from django.urls import include, path

from hub.urls import urlpatterns as ours

urlpatterns = [path("demo/", include("cms.demo.urls")), *(route for route in ours if str(route.pattern) != "demo/")]
