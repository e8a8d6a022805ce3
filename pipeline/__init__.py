"""Published assessments of international organisations, turned into tables a person can check."""
