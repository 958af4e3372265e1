"""E-mail: a doorbell that says there is something to do, and never what or about whom."""
