"""The commands that measure: there in a checkout, and never in a real place."""

from django.apps import AppConfig


class BenchConfig(AppConfig):
    name = "tests.bench"
    label = "bench"
    verbose_name = "Measuring"
