"""What people read on every form that sends a letter, when it may not be sent."""

HAS_LEFT = "They have left this service, and nobody there would read it. Reach them in another way"
TOO_MANY_LETTERS = (
    "Your organisation has sent as many letters as we pass on in a minute. Nothing was sent: wait a minute,"
    " then send it again"
)
