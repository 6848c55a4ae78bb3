"""SQLite, the one source of truth; the only room that speaks SQL. `repository.Library` is the way in."""
