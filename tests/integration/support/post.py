"""Places that reports are delivered to, on loopback: a mail server, an SFTP server, an HTTP store. Each records what came
and can be told to misbehave."""

import base64
import email
import email.policy
import hashlib
import http.server
import logging
import os
import socket
import threading
import time


class MailServer:
    """SMTP. `letters` are parsed messages in order of arrival, `times` when; `mood` is `good`, `hang` or `refuse`. With
    `tls` (a server's SSL context) nobody gets past EHLO without STARTTLS, nor past that without the `login`."""

    def __init__(self, tls=None, login=None):
        self.letters = []
        self.times = []
        self.mood = "good"
        self.logins = []
        self._tls = tls
        self._login = login
        self._lock = threading.Lock()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        try:
            with connection:
                with connection.makefile("rwb") as wire:
                    said = self._talk(wire, self._tls is not None, greet=True)
                if said == "starttls":
                    with self._tls.wrap_socket(connection, server_side=True) as safe, safe.makefile("rwb") as wire:
                        self._talk(wire, False, greet=False)
        except OSError:
            pass

    def _talk(self, wire, bare, greet):
        """Until QUIT, or `starttls` when that is asked for. `bare`: TLS is still to come."""
        def say(line):
            wire.write(line.encode() + b"\r\n")
            wire.flush()

        if self.mood == "hang":
            wire.readline()  # never a greeting
            return ""
        if greet:
            say("220 here")
        recipients = []
        known = self._login is None
        while line := wire.readline():
            word = line.strip().upper()
            if word.startswith(b"EHLO"):
                say("250-here")
                say("250-STARTTLS" if bare else "250-AUTH PLAIN" if self._login else "250-SIZE")
                say("250 8BITMIME")
            elif word == b"STARTTLS" and bare:
                say("220 go on")
                return "starttls"
            elif bare and not word.startswith(b"QUIT"):
                say("530 STARTTLS first")
            elif word.startswith(b"AUTH PLAIN"):
                given = line.split()[2:]
                if not given:
                    say("334 ")
                    given = [wire.readline().strip()]
                self.logins.append(tuple(base64.b64decode(given[0]).decode().split("\0")[1:]))
                known = self.logins[-1] == self._login
                say("235 ok" if known else "535 no")
            elif not known and not word.startswith(b"QUIT"):
                say("530 who are you")
            elif word.startswith(b"RCPT"):
                recipients.append(line.split(b"<")[1].split(b">")[0].decode())
                say("250 ok")
            elif word.startswith(b"DATA"):
                say("354 go on")
                lines = []
                while (text := wire.readline()) not in (b".\r\n", b""):
                    lines.append(text[1:] if text.startswith(b"..") else text)
                if self.mood == "refuse":
                    say("451 later")
                    continue
                letter = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
                with self._lock:
                    self.letters.append((recipients, letter))
                    self.times.append(time.monotonic())
                say("250 taken")
                recipients = []
            elif word.startswith(b"QUIT"):
                say("221 bye")
                return ""
            else:
                say("250 ok")
        return ""

    def close(self):
        self._socket.close()


def attachments(letter):
    """{file name: bytes}"""
    return {part.get_filename(): part.get_payload(decode=True) for part in letter.walk() if part.get_filename()}


class Store(http.server.ThreadingHTTPServer):
    """Takes PUT; `files` is {path: bytes}, `puts` every path in order."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _StoreHandler)
        self.files = {}
        self.puts = []
        self.tokens = []
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def close(self):
        self.shutdown()
        self.server_close()


class _StoreHandler(http.server.BaseHTTPRequestHandler):
    def do_PUT(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.files[self.path] = body
        self.server.puts.append(self.path)
        self.server.tokens.append(self.headers.get("Authorization"))
        self.send_response(201)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def sftp_server(folder):
    """An SFTP server on `folder`, by paramiko; None where that is not installed."""
    try:
        return _sftp(folder)
    except ImportError:
        return None


def _sftp(root):
    import paramiko

    logging.getLogger("paramiko").setLevel(logging.CRITICAL)  # connections that end are no news
    key = paramiko.RSAKey.generate(2048)

    class Login(paramiko.ServerInterface):
        def check_auth_password(self, user, password):
            good = (user, password) == ("rasoat", "secret")
            return paramiko.AUTH_SUCCESSFUL if good else paramiko.AUTH_FAILED

        def check_channel_request(self, kind, number):
            return paramiko.OPEN_SUCCEEDED

        def get_allowed_auths(self, user):
            return "password"

    class Files(paramiko.SFTPServerInterface):
        def __init__(self, server, *args, **more):
            super().__init__(server, *args, **more)
            self.server_ = place

        def _path(self, path):
            return os.path.join(root, self.canonicalize(path).lstrip("/"))

        def stat(self, path):
            try:
                return paramiko.SFTPAttributes.from_stat(os.stat(self._path(path)))
            except OSError as error:
                return paramiko.SFTPServer.convert_errno(error.errno)

        lstat = stat

        def open(self, path, flags, attributes):
            try:
                descriptor = os.open(self._path(path), flags, 0o644)
            except OSError as error:
                return paramiko.SFTPServer.convert_errno(error.errno)
            handle = paramiko.SFTPHandle(flags)
            file = os.fdopen(descriptor, "r+b" if flags & os.O_RDWR else "wb" if flags & os.O_WRONLY else "rb")
            handle.readfile = handle.writefile = file
            if place.drops and flags & (os.O_WRONLY | os.O_RDWR):
                place.drops -= 1
                self.transport.close()
            return handle

        def session_started(self):
            self.transport = place.transports[-1]

        def remove(self, path):
            try:
                os.remove(self._path(path))
            except OSError as error:
                return paramiko.SFTPServer.convert_errno(error.errno)
            return paramiko.SFTP_OK

        def rename(self, old, new):
            # As OpenSSH for version 3 of the protocol: a name that is taken is not replaced.
            if os.path.exists(self._path(new)):
                return paramiko.SFTP_FAILURE
            try:
                os.rename(self._path(old), self._path(new))
            except OSError as error:
                return paramiko.SFTPServer.convert_errno(error.errno)
            place.renamed.append(os.path.basename(new))
            return paramiko.SFTP_OK

        posix_rename = rename

        def mkdir(self, path, attributes):
            try:
                os.mkdir(self._path(path))
            except OSError as error:
                return paramiko.SFTPServer.convert_errno(error.errno)
            return paramiko.SFTP_OK

    class Place:
        """`renamed` is every final name in the order it appeared; `drops` connections are cut while writing."""

        def __init__(self):
            self.renamed = []
            self.drops = 0
            self.transports = []
            self.folder = root
            self.host_key_sha256 = base64.b64encode(hashlib.sha256(key.asbytes()).digest()).decode().rstrip("=")
            self._socket = socket.create_server(("127.0.0.1", 0))
            self.port = self._socket.getsockname()[1]
            threading.Thread(target=self._accept, daemon=True).start()

        def _accept(self):
            while True:
                try:
                    connection, _ = self._socket.accept()
                except OSError:
                    return
                transport = paramiko.Transport(connection)
                transport.add_server_key(key)
                transport.set_subsystem_handler("sftp", paramiko.SFTPServer, Files)
                self.transports.append(transport)
                try:
                    transport.start_server(server=Login())
                except (paramiko.SSHException, EOFError, OSError):
                    pass

        def close(self):
            self._socket.close()
            for transport in self.transports:
                transport.close()

    place = Place()
    return place


def wait_until(true, seconds=30, what="what was waited for"):
    """Asks again and again; fails with words after `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = true()
        if answer:
            return answer
        time.sleep(0.05)
    raise AssertionError(f"{what} did not happen within {seconds} s")
