"""A fake without sockets: what makes HTTP clients call its WSGI application in this process.

One module a library, named after it, on that library's own extension points. Each is imported by whoever has the library.
A connection that scripted trouble closes is the library's own error, as over a socket; its timeouts are not looked at.
"""
