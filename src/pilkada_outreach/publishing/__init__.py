"""Publishing: what is due, asked against the rules, handed to channels, and receipted."""
