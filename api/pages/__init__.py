"""The web pages: HTML rendered here, in Japanese and English, and brought to life by small modules in `static`."""
