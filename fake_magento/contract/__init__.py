"""The contract with clients, made from the API's declarations: WSDLs, their schema, and checking what clients send."""
