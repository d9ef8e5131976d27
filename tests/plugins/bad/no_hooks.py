"""Has no hook at all."""

CHANNELS = ("radio",)
