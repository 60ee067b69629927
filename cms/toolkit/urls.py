"""URLs of the toolkit besides its pages."""

from django.urls import path

from cms.toolkit import views

urlpatterns = [
    path("begin/", views.Begin.as_view(), name="toolkit_begin"),
    path("mine/", views.mine, name="toolkit_mine"),
    path("about-you/", views.AboutGroup.as_view(), name="toolkit_about"),
    path("keep/", views.KeepPlace.as_view(), name="toolkit_keep"),
    path("keep/code/", views.ShowCode.as_view(), name="toolkit_code"),
    path("whole/", views.Whole.as_view(), name="toolkit_whole"),
    path("tick/<int:pk>/", views.tick, name="toolkit_tick"),
    path("take-along/<slug:slug>/", views.take_along, name="toolkit_take_along"),
]
