"""``python -m fake_magento``."""

import sys

from fake_magento.cli import main

sys.exit(main())
