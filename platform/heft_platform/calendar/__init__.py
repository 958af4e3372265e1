"""When there is school: the cluster's terms, bank holidays, and what a school changes for itself."""
