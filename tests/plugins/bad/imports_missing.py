"""Needs a library that nobody installed."""

from importlib import import_module

import_module("pilkada_outreach_radio_library")
