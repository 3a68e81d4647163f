package io.onemachine.machine.progress;

/**
 * One exchange over the network.
 *
 * @param what its name, such as {@code one.vm.info}; empty when its kind says it all
 * @param sent bytes sent, without protocol overhead
 * @param received bytes received, likewise; 0 also when there was no answer
 */
public record NetworkExchange(Kind kind, String what, long sent, long received) {
    /** Kinds of exchanges; each takes at least one round trip. */
    public enum Kind {
        /** A call to the front end of a cloud. */
        API_CALL("API call"),
        /** A login to a host, successful or not. */
        SSH_CONNECTION("SSH connection"),
        /** A command on a host, over an existing connection. */
        SSH_COMMAND("SSH command"),
        /** A request to a Docker engine, connecting included. */
        ENGINE_REQUEST("engine request");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** Returns a number with the kind's name: {@code 1 API call}, {@code 2 API calls}. */
        String counted(long number) {
            return number + " " + label + (number == 1 ? "" : "s");
        }
    }

    /** Returns a line about it. */
    String text() {
        return kind.label + (what.isEmpty() ? "" : " " + what) + ": " + bytes(sent, received);
    }

    static String bytes(long sent, long received) {
        return sent + " bytes sent, " + received + " received";
    }
}
