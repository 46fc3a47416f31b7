"""Contract testing: one deck of scenarios is played on a real server and on a fake, and what differs is told."""
