"""The programme templates that the cluster shares."""
