"""Makes the checkout's `tests` package importable, and lets tests run pytest on projects of their own."""

import os

os.environ["no_proxy"] = os.environ["NO_PROXY"] = "127.0.0.1,localhost,::1"
"""No proxy of the environment stands between a test and its fake."""

pytest_plugins = ["pytester"]
