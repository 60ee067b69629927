"""URLs of the gallery and the choice of colours."""

from django.urls import include, path

from hub.design import views

gallery = ([path("", views.show_gallery, name="gallery")], "design")

urlpatterns = [
    path("design/", include(gallery)),
    path("colours/", views.choose_colours, name="colours"),
]
