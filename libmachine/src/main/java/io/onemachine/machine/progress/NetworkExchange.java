package io.onemachine.machine.progress;

/**
 * Something that went over the network and was waited for.
 *
 * @param what which one, such as {@code one.vm.info}; empty when there is no more to say than its kind
 * @param sent bytes that were sent, without what protocols put around them
 * @param received bytes that came back, likewise; 0 also when nothing came
 */
public record NetworkExchange(Kind kind, String what, long sent, long received) {
    /** Kinds of exchanges, each of which costs at least one round trip. */
    public enum Kind {
        /** A call to the front end of a cloud. */
        API_CALL("API call"),
        /** A login to a host, whether it came about or not. */
        SSH_CONNECTION("SSH connection"),
        /** A command on a host, over a connection that is there. */
        SSH_COMMAND("SSH command"),
        /** A request to a Docker engine, connecting included. */
        ENGINE_REQUEST("engine request");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** What so many of them are called: {@code 1 API call}, {@code 2 API calls}. */
        String counted(long number) {
            return number + " " + label + (number == 1 ? "" : "s");
        }
    }

    /** One line about it. */
    String text() {
        return kind.label + (what.isEmpty() ? "" : " " + what) + ": " + bytes(sent, received);
    }

    static String bytes(long sent, long received) {
        return sent + " bytes sent, " + received + " received";
    }
}
