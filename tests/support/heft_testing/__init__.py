"""What tests share: a database, a cast, and a browser."""
