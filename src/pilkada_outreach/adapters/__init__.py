"""Stores, channels and renderers of our own: plugins like any other, imported when first used."""
