"""The fake held against the recordings of the real server: every step of them, and what is not equal yet."""
