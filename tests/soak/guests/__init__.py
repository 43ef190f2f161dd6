"""The programs of the soak; they run from a copy, each as a script."""
