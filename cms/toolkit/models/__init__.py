"""The toolkit: its pages, and how far each group or idea has come."""

from cms.toolkit.models.pages import Stage, Step, Toolkit
from cms.toolkit.models.workspace import StepDone, Tick, Workspace

__all__ = ["Stage", "Step", "StepDone", "Tick", "Toolkit", "Workspace"]
