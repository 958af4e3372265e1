"""The schools of a cluster, and how one is opened."""
