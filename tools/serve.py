#!/usr/bin/env python3
"""Serves a folder on localhost and prints its address: the page, for trying it out.

Not a server for the world: one machine, no caching, and the next free port when the wanted one is taken.
Any web server does as well; the page needs no headers and no server code.
"""
import argparse
import errno
import functools
import http.server
import os
import shutil
import subprocess


class Handler(http.server.SimpleHTTPRequestHandler):
    extensions_map = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".wasm": "application/wasm",
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".json": "application/json",
        ".svg": "image/svg+xml",
    }

    def end_headers(self):
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *args):
        pass


def listen(folder, port):
    handler = functools.partial(Handler, directory=folder)
    for candidate in range(port, port + 100):
        try:
            return http.server.ThreadingHTTPServer(("127.0.0.1", candidate), handler)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
    raise SystemExit(f"serve: no free port from {port} to {port + 99}")


def open_browser(address):
    opener = next((p for p in ("xdg-open", "open", "sensible-browser") if shutil.which(p)), None)
    display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or opener == "open"
    if opener and display:
        subprocess.Popen([opener, address], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                         stderr=subprocess.DEVNULL, start_new_session=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--open", action="store_true", help="open a browser if there is a display")
    args = parser.parse_args()
    server = listen(args.folder, args.port)
    address = f"http://localhost:{server.server_address[1]}/"
    print(f"Deltarule is at {address}  (Ctrl+C ends it)", flush=True)
    if args.open:
        open_browser(address)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()


if __name__ == "__main__":
    main()
