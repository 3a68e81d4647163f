package io.onemachine.plugin.gob;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/**
 * Streams that are nearly valid: the samples with bytes changed, removed, repeated, and recombined.
 *
 * <p>Each must be read, or refused with the codec's own exception. {@code -Donemachine.fuzz.streams} sets their number and
 * {@code -Donemachine.fuzz.seed} the first seed; {@link #main} runs them without a test framework, to be watched in a heap of
 * 64 MB.
 */
final class FuzzTest {
    private static final long STREAMS = Long.getLong("onemachine.fuzz.streams", 200_000);
    private static final long SEED = Long.getLong("onemachine.fuzz.seed", System.nanoTime());
    private static final int LONGEST = 4096;
    private static final byte[] TELLING = {0, 1, 2, 0x7f, (byte) 0x80, (byte) 0xf7, (byte) 0xf8, (byte) 0xfe, -1};

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    private final List<byte[]> seeds = Samples.load().streams();

    private long readToTheEnd;
    private long refused;

    @Test
    void aChangedStreamIsReadOrRefused() {
        run(STREAMS);

        assertThat(readToTheEnd).as("read to the end").isPositive();
        assertThat(refused).as("refused").isPositive();
    }

    /** Runs the given number of streams and prints a report. */
    public static void main(String[] arguments) {
        FuzzTest fuzz = new FuzzTest();
        long start = System.nanoTime();
        fuzz.run(STREAMS);
        System.out.printf(
                "%d streams from seed %d in %.1f s: %d read, %d refused%n",
                STREAMS, SEED, (System.nanoTime() - start) / 1e9, fuzz.readToTheEnd, fuzz.refused);
    }

    private void run(long streams) {
        System.out.println("gob fuzz: -Donemachine.fuzz.seed=" + SEED);
        for (long i = 0; i < streams; i++) {
            byte[] stream = mutated();
            try {
                Samples.valuesIn(stream);
                readToTheEnd++;
            } catch (GobException e) {
                refused++;
            } catch (Exception | StackOverflowError | OutOfMemoryError e) {
                throw new AssertionError(
                        "stream " + i + " of seed " + SEED + ": "
                                + HexFormat.of().formatHex(stream),
                        e);
            }
        }
    }

    private byte[] mutated() {
        byte[] stream = any().clone();
        for (int left = 1 + random.nextInt(8); left > 0; left--) {
            stream = mutated(stream);
        }
        return stream.length > LONGEST ? Arrays.copyOf(stream, LONGEST) : stream;
    }

    private byte[] mutated(byte[] stream) {
        if (stream.length == 0) {
            return any().clone();
        }
        int at = random.nextInt(stream.length);
        int length = 1 + random.nextInt(Math.min(16, stream.length - at));
        return switch (random.nextInt(8)) {
            case 0 -> with(stream, at, (byte) (stream[at] ^ 1 << random.nextInt(8)));
            case 1 -> with(stream, at, TELLING[random.nextInt(TELLING.length)]);
            case 2 -> with(stream, at, (byte) random.nextInt());
            case 3 -> joined(stream, at, new byte[0], at + length);
            case 4 -> joined(stream, at, Arrays.copyOfRange(stream, at, at + length), at);
            case 5 -> {
                byte[] huge = new byte[1 + random.nextInt(9)];
                random.nextBytes(huge);
                huge[0] = (byte) (1 - huge.length);
                yield joined(stream, at, huge, at + 1);
            }
            case 6 -> {
                byte[] other = any();
                int from = random.nextInt(other.length);
                yield joined(stream, at, Arrays.copyOfRange(other, from, other.length), stream.length);
            }
            default -> Arrays.copyOf(stream, at);
        };
    }

    private byte[] any() {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private static byte[] with(byte[] stream, int at, byte value) {
        stream[at] = value;
        return stream;
    }

    /** Returns the stream up to a position, other bytes, and the stream from another position on. */
    private static byte[] joined(byte[] stream, int end, byte[] between, int resume) {
        byte[] all = Arrays.copyOf(stream, end + between.length + stream.length - resume);
        System.arraycopy(between, 0, all, end, between.length);
        System.arraycopy(stream, resume, all, end + between.length, stream.length - resume);
        return all;
    }
}
