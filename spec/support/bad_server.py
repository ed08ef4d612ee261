"""A server on 127.0.0.1 that misbehaves in the way that the path says.

Usage: bad_server.py FOLDER.  It serves FOLDER/edition.xml; writes its port to
FOLDER/port once it listens, and to FOLDER/asked, for each request, a line with
the path and the conditions that it came with.  It ends after a minute.
"""

import gzip
import http.server
import os
import sys
import threading
import time

FOLDER = sys.argv[1]
ETAG = '"edition-1"'
MODIFIED = "Mon, 17 Aug 2026 10:00:00 GMT"
HTML = b"<!DOCTYPE html><html><body>Down for maintenance</body></html>"


def edition():
    with open(os.path.join(FOLDER, "edition.xml"), "rb") as file:
        return file.read()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        conditions = [self.headers.get("If-None-Match") or "-",
                      self.headers.get("If-Modified-Since") or "-"]
        with open(os.path.join(FOLDER, "asked"), "a") as file:
            file.write(" ".join([self.path] + conditions) + "\n")

    def answer(self, status, body, length=None, **headers):
        """Send all of the body; `length` is what the header says, False for none."""
        self.send_response(status)
        if length is not False:
            self.send_header("Content-Length", str(length or len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if length is not None:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        name = self.path.strip("/").replace("-", "_").replace(".", "_")
        try:
            getattr(self, "get_" + name)()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def get_ok(self):
        self.answer(200, edition())

    def get_missing(self):
        self.answer(404, HTML)

    def get_broken(self):
        self.answer(503, HTML)

    def get_no_content(self):
        self.send_response(204)
        self.end_headers()

    def get_unchanged(self):
        """Says so of what nobody has."""
        self.answer(304, b"")

    def get_html(self):
        self.answer(200, HTML, Content_Type="text/html")

    def get_empty(self):
        self.answer(200, b"")

    def get_short(self):
        """Ends before its Content-Length."""
        body = edition()
        self.answer(200, body[:len(body) // 2], length=len(body))

    def get_cut(self):
        """Ends in the middle, without a Content-Length: it looks whole."""
        body = edition()
        self.answer(200, body[:len(body) // 2], length=False)

    def get_chunks(self):
        """Ends before its last chunk."""
        self.answer(200, b"", length=False, Transfer_Encoding="chunked")
        self.wfile.write(b"%x\r\n" % 4096 + edition()[:4096] + b"\r\n")

    def get_redirect(self):
        port = self.server.server_address[1]
        self.answer(302, HTML, Location="http://127.0.0.1:%d/ok" % port)

    def get_endless(self):
        self.answer(200, b"", length=False)
        while True:
            self.wfile.write(b" " * 65536)

    def get_long(self):
        """Says that it has a byte too many."""
        self.answer(200, b"", length=2 ** 25 + 1)

    def get_slow(self):
        """A byte now and then."""
        self.answer(200, b"", length=1000)
        while True:
            self.wfile.write(b" ")
            time.sleep(0.2)

    def get_silent(self):
        """Takes the request, and says nothing."""
        time.sleep(10)

    def get_gzip(self):
        self.answer(200, gzip.compress(edition()), Content_Encoding="gzip")

    def get_bomb(self):
        """Few bytes that are many."""
        self.answer(200, gzip.compress(b" " * (2 ** 25 + 1), 1), Content_Encoding="gzip")

    def get_no_http(self):
        self.wfile.write(b"220 ftp ready\r\n")
        self.close_connection = True

    def get_etag(self):
        same = self.headers.get("If-None-Match") == ETAG
        self.answer(304 if same else 200, b"" if same else edition(), ETag=ETAG)

    def get_modified(self):
        same = self.headers.get("If-Modified-Since") == MODIFIED
        self.answer(304 if same else 200, b"" if same else edition(), Last_Modified=MODIFIED)

    def get_quotes(self):
        """Headers that would do harm if a shell read them."""
        self.answer(200, edition(), ETag="\"'; touch %s/harm; '\"" % FOLDER,
                    Last_Modified="$(touch %s/harm) `touch %s/harm`" % (FOLDER, FOLDER))


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
threading.Timer(60, lambda: os._exit(0)).start()
with open(os.path.join(FOLDER, "port.new"), "w") as ready:
    ready.write(str(server.server_address[1]))
os.rename(os.path.join(FOLDER, "port.new"), os.path.join(FOLDER, "port"))
server.serve_forever()
