"""Examples of targets by need: the cluster's, and each school's own."""
