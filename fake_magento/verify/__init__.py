"""Contract testing: decks of scenarios are played on a real server and on a fake, and what differs is told."""
