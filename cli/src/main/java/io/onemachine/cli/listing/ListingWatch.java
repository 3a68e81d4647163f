package io.onemachine.cli.listing;

import io.onemachine.machine.time.Sleeper;
import java.time.Duration;
import java.util.List;

/** Lists machines again and again, with a pause after each round. */
public final class ListingWatch {
    private final Round round;
    private final Sleeper sleeper;
    private final Duration pause;

    /** Lists the machines once. */
    @FunctionalInterface
    public interface Round {
        /**
         * Returns the machines as they are now, in the order of the table.
         *
         * @throws InterruptedException when the thread is interrupted while it waits
         */
        List<MachineRow> rows() throws InterruptedException;
    }

    /** Shows each round's machines. */
    public interface View extends AutoCloseable {
        /**
         * Shows what has changed since the round before.
         *
         * @return whether anything can still be shown: not when the reader of the output has gone
         */
        boolean show(List<MachineRow> rows);

        /** Shows the end. */
        @Override
        void close();
    }

    public ListingWatch(Round round, Sleeper sleeper, Duration pause) {
        this.round = round;
        this.sleeper = sleeper;
        this.pause = pause;
    }

    /**
     * Shows the machines until the output has no reader any more.
     *
     * @throws InterruptedException when the thread is interrupted, which is the usual end
     */
    public void run(View view) throws InterruptedException {
        while (view.show(round.rows())) {
            sleeper.sleep(pause);
        }
    }
}
