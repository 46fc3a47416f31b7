"""Makes the checkout's `tests` package importable, and lets tests run pytest on projects of their own."""

pytest_plugins = ["pytester"]
