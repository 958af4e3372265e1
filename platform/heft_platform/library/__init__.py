"""The cluster's programme templates: data that an authority writes, and that a running programme is pinned to."""
