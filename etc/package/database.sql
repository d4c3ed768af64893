-- Run as root of the database: mariadb < /usr/share/doc/rasoat/examples/database.sql
-- The system's user rasoat signs in by its name alone; nobody else can. The second grant is for backups, which are
-- read back into a database rasoat_scratch_… before they count.
CREATE DATABASE IF NOT EXISTS rasoat CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE USER IF NOT EXISTS 'rasoat'@'localhost' IDENTIFIED VIA unix_socket;
GRANT ALL ON rasoat.* TO 'rasoat'@'localhost';
GRANT ALL ON `rasoat\_scratch\_%`.* TO 'rasoat'@'localhost';
