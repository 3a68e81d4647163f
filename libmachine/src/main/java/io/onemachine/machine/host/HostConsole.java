package io.onemachine.machine.host;

/**
 * The address of a host's screen, over VNC.
 *
 * @param host the hypervisor's name or address
 * @param port the TCP port there
 * @param isLocal whether only programs on the hypervisor can connect
 * @param hasPassword whether the viewer has to give a password
 */
public record HostConsole(String host, int port, boolean isLocal, boolean hasPassword) {
    /** Returns the address as a URL. */
    public String url() {
        return "vnc://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
