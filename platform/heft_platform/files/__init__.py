"""Files that people bring: checked and sealed on their way in, kept, and fetched again by those who may."""
