"""Three MariaDB nodes with Galera on loopback addresses of a network of their own: killed, paused, cut off and brought back.

To be used inside `unshare --net`: a node is cut off by rules of routing, which then hold for nobody else.
"""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time

USER = "mysql"  # of the package mariadb-server: rsync serves nothing to root
PROVIDER = "/usr/lib/galera/libgalera_smm.so"


def run(*words, **more):
    return subprocess.run([str(word) for word in words], check=True, capture_output=True, text=True, **more).stdout


def prepare_network():
    """Loopback up, and the table of local addresses behind rules of ours."""
    run("ip", "link", "set", "lo", "up")
    run("ip", "rule", "add", "prio", "100", "lookup", "local")
    run("ip", "rule", "del", "prio", "0", "lookup", "local")


class Node:
    """One node; `address` is its own loopback address."""

    def __init__(self, folder, number, count):
        self.number = number
        self.address = f"127.0.0.{10 + number}"
        self.all = ",".join(f"127.0.0.{11 + n}" for n in range(count))
        self.folder = pathlib.Path(folder) / f"n{number}"
        self.folder.mkdir()
        shutil.chown(self.folder, USER, USER)
        self.data = self.folder / "db"
        self.socket = self.folder / "s"
        self.process = None

    def words(self, *more):
        return ["mariadbd", "--no-defaults", f"--user={USER}", f"--datadir={self.data}", f"--socket={self.socket}", f"--pid-file={self.folder}/pid",
                f"--bind-address={self.address}", "--port=3306", "--character-set-server=utf8mb4", "--collation-server=utf8mb4_bin",
                "--innodb-buffer-pool-size=128M", "--innodb-log-file-size=96M", "--local-infile=1", "--default-time-zone=+00:00",
                "--max-connections=200", "--binlog-format=ROW", "--innodb-autoinc-lock-mode=2", "--skip-name-resolve", *more]

    def cluster(self, others):
        return ["--wsrep-on=ON", f"--wsrep-provider={PROVIDER}", "--wsrep-cluster-name=rasoat-test", f"--wsrep-cluster-address=gcomm://{others}",
                f"--wsrep-node-name=n{self.number}", f"--wsrep-node-address={self.address}", f"--wsrep-sst-receive-address={self.address}:4444",
                "--wsrep-provider-options=" + f"gmcast.listen_addr=tcp://{self.address}:4567;ist.recv_addr={self.address}:4568;gcache.size=128M"]

    def install(self):
        run("mariadb-install-db", "--no-defaults", f"--user={USER}", f"--datadir={self.data}", "--auth-root-authentication-method=normal", "--skip-test-db")

    def begin(self, *more):
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(self.words(*more), stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def start(self, first=False):
        """Joins the others, from where it was when it went; `first` makes the cluster."""
        if first:
            self.begin(*self.cluster(""), "--wsrep-new-cluster")
        else:
            self.begin(*self.cluster(self.all), *self.position())
        self.wait()

    def position(self):
        """After a kill the log of the database knows how far it had come."""
        said = subprocess.run(self.words("--wsrep-recover", "--wsrep-on=ON", f"--wsrep-provider={PROVIDER}", f"--log-error={self.folder}/recover"),
                              capture_output=True, text=True, check=False)
        text = said.stderr + ((self.folder / "recover").read_text(errors="replace") if (self.folder / "recover").exists() else "")
        found = re.findall(r"Recovered position:? *([0-9a-f-]{36}:-?[0-9]+)", text)
        return [f"--wsrep-start-position={found[-1]}"] if found else []

    def query(self, text, schema=""):
        done = subprocess.run(["mariadb", "--no-defaults", f"--socket={self.socket}", "--user=root", "--batch", "--skip-column-names", "--connect-timeout=3",
                               *([schema] if schema else []), "--execute", text], capture_output=True, text=True, timeout=120, check=False)
        if done.returncode != 0:
            raise RuntimeError(done.stderr.strip())
        return [line.split("\t") for line in done.stdout.splitlines()]

    def status(self, name):
        try:
            rows = self.query(f"SHOW STATUS LIKE '{name}'")
            return rows[0][1] if rows else ""
        except (RuntimeError, subprocess.TimeoutExpired):
            return ""

    def wait(self, seconds=90, size=None):
        """Until it is synced, in a cluster of so many nodes if that is said."""
        end = time.monotonic() + seconds
        while not (self.status("wsrep_local_state_comment") == "Synced" and size in (None, self.status("wsrep_cluster_size"))):
            if self.process.poll() is not None or time.monotonic() > end:
                raise AssertionError(f"node {self.number} does not join:\n" + (self.folder / "log").read_text(errors="replace")[-3000:])
            time.sleep(0.1)

    def stop(self):
        if self.process is not None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()
            self.process = None

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process = None

    def pause(self):
        self.process.send_signal(signal.SIGSTOP)

    def resume(self):
        self.process.send_signal(signal.SIGCONT)

    def cut(self):
        for way in ("to", "from"):
            run("ip", "rule", "add", "prio", "50", way, self.address, "blackhole")

    def heal(self):
        for way in ("to", "from"):
            run("ip", "rule", "del", "prio", "50", way, self.address)


class Cluster:
    def __init__(self, folder, count=3):
        pathlib.Path(folder).chmod(0o755)
        self.nodes = [Node(folder, n + 1, count) for n in range(count)]

    def start(self):
        """The first node is installed and copied: a state transfer by copying files is not what is tested here."""
        first, *others = self.nodes
        first.install()
        first.start(first=True)
        first.query("CREATE DATABASE rasoat CHARACTER SET utf8mb4 COLLATE utf8mb4_bin; CREATE USER 'rasoat'@'%'; GRANT ALL ON `rasoat%`.* TO 'rasoat'@'%'")
        first.stop()
        for node in others:
            run("cp", "--archive", first.data, node.data)
            for name in ("galera.cache", "gvwstate.dat"):
                (node.data / name).unlink(missing_ok=True)
        state = first.data / "grastate.dat"
        state.write_text(state.read_text().replace("safe_to_bootstrap: 0", "safe_to_bootstrap: 1"))
        first.start(first=True)
        for node in others:
            node.start()
        self.wait()

    def wait(self):
        for node in self.nodes:
            node.wait(size=str(len(self.nodes)))

    def stop(self):
        for node in self.nodes:
            node.stop()


def in_own_network(script):
    """Runs the script again in a network of its own, unless it is there already."""
    if os.environ.get("RASOAT_OWN_NETWORK") == "1":
        prepare_network()
        return
    os.execvpe("unshare", ["unshare", "--net", script, *sys.argv[1:]], {**os.environ, "RASOAT_OWN_NETWORK": "1"})
