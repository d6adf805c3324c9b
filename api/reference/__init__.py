"""References written from the program itself: settings, commands, HTTP routes. They cannot drift from it."""
