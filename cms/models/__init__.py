"""Pages that people edit in Wagtail, and parts of every page. No resident's details are ever stored here."""

from cms.models.pages import HomePage, PlainPage, Story, StoryIndex
from cms.models.pictures import Picture, Rendition
from cms.models.review import AnotherEditor
from cms.models.searched import SearchedInVain
from cms.models.site import Menus

__all__ = [
    "AnotherEditor",
    "HomePage",
    "Menus",
    "Picture",
    "PlainPage",
    "Rendition",
    "SearchedInVain",
    "Story",
    "StoryIndex",
]
