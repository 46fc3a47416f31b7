"""What the command ``fake-magento`` does, one module a word: its options, and what they are used for."""
