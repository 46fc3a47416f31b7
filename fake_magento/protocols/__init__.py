"""The spellings of a call: bytes in, a call of the API, bytes out. Each is total: any bytes get an answer."""
