"""Orders, and their shipments, invoices and credit memos."""
