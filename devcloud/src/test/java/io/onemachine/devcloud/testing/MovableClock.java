package io.onemachine.devcloud.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that runs like the computer's and can be moved forward. */
final class MovableClock extends Clock {

    private final InstantSource source = InstantSource.system();
    private volatile Duration ahead = Duration.ZERO;

    void advance(Duration time) {
        ahead = time.plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return source.instant().plus(ahead);
    }
}
