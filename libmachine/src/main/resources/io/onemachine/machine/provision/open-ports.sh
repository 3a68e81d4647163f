# Opens PORTS in the host's firewall; the engine keeps running. Runs as root, after firewall.sh.
open_firewall
