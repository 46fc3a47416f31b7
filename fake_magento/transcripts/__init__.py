"""Transcripts: what a server was asked and answered, kept in files, and served from them."""
