"""Information gathering: who was asked for which document or answer, by when, and what came of it."""
