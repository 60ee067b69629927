"""The toolkit: its pages, and the progress of each group or idea."""

from cms.toolkit.models.pages import Stage, Step, Toolkit
from cms.toolkit.models.workspace import StepDone, Tick, Workspace

__all__ = ["Stage", "Step", "StepDone", "Tick", "Toolkit", "Workspace"]
