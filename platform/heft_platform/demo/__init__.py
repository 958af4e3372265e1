"""The demonstration: a made-up cluster, and a page that signs in as anybody in it. Outside the demo it does not exist."""
