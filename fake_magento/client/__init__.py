"""The client's side of the dialects: what is asked, as bytes, and what is answered, as it stands on the wire."""
