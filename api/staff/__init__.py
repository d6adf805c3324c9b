"""Who is staff: the token, and the sessions of those who signed in with it."""
