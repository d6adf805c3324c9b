"""The web pages: server-rendered, in Japanese and English."""
