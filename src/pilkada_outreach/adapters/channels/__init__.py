"""Channels: the ways in which a commission speaks (kanal). Each is a plugin like any third-party one."""
