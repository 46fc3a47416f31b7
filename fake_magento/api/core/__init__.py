"""The shop itself: store views and versions."""
