package io.onemachine.swarm.probe;

import io.onemachine.machine.ssh.SshResult;

/** Finds out on a host whether a TCP port of another one can be reached, with the programs that are there. */
public final class PortProbe {
    private static final String REACHED = "reached";
    private static final String BLOCKED = "blocked";

    private PortProbe() {}

    /** What a probe found. */
    public enum Result {
        REACHED,
        BLOCKED,
        /** The host has no program that can find out. */
        UNKNOWN
    }

    /** Returns a script for {@code sh -s}. */
    public static String script(String address, int port) {
        if (!address.matches("[0-9A-Za-z.:%_-]+")) {
            throw new IllegalArgumentException("not an address: " + address);
        }
        return """
                a=%s
                p=%d
                has() { command -v "$1" > /dev/null 2>&1; }
                end() { if [ "$1" = 0 ]; then echo reached; else echo blocked; fi; exit 0; }
                # A bash may be built without /dev/tcp: it then looks for a file of that name.
                if has bash && has timeout && ! bash -c 'exec 3<> /dev/tcp/127.0.0.1/1' 2>&1 | grep -q 'No such file'; then
                    timeout 5 bash -c 'exec 3<> "/dev/tcp/$1/$2"' bash "$a" "$p" > /dev/null 2>&1
                    end $?
                fi
                if has nc; then
                    nc -z -w 5 "$a" "$p" > /dev/null 2>&1 < /dev/null
                    end $?
                fi
                if has curl; then
                    case $a in *:*) u="[$a]" ;; *) u=$a ;; esac
                    curl -k -s -o /dev/null --connect-timeout 5 -m 6 "https://$u:$p/" > /dev/null 2>&1 < /dev/null
                    case $? in 7 | 28) end 1 ;; *) end 0 ;; esac
                fi
                if has python3; then
                    python3 -c 'import socket, sys; socket.create_connection((sys.argv[1], int(sys.argv[2])), 5)' "$a" "$p" \\
                        > /dev/null 2>&1
                    end $?
                fi
                echo unknown
                """.formatted(address, port);
    }

    public static Result read(SshResult result) {
        String last = result.output().strip();
        if (last.endsWith(REACHED)) {
            return Result.REACHED;
        }
        return last.endsWith(BLOCKED) ? Result.BLOCKED : Result.UNKNOWN;
    }
}
