"""How an organisation arrives, takes everything with it, and leaves nothing behind."""
