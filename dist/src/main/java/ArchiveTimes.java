import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Removes times from a start-up cache, so that two builds create the same bytes: {@code java ArchiveTimes.java CACHE SAME}. Both files
 * are dumps of the same list of classes, one after the other, and may differ in two things only. Soft references in the archived heap
 * hold a time, in milliseconds since the computer was started; it becomes 0, which the JVM reads as unused for long. The header holds
 * check sums, which would be wrong and become 0 as well: the JVM checks them only with {@code -XX:+VerifySharedSpaces}, which our
 * programs do not set. Any other difference is an error, and CACHE is not changed.
 */
public final class ArchiveTimes {
    private static final int HEADER = 4096;
    private static final long MOST_MILLIS_APART = 600_000;

    private ArchiveTimes() {}

    public static void main(String[] arguments) throws IOException {
        Path cache = Path.of(arguments[0]);
        ByteBuffer one = read(cache);
        ByteBuffer other = read(Path.of(arguments[1]));
        if (one.capacity() != other.capacity()) {
            throw fail(cache, "is not as long as the same dumped again");
        }
        for (int at = 0; at < HEADER; at += Integer.BYTES) {
            if (one.getInt(at) != other.getInt(at)) {
                one.putInt(at, 0);
            }
        }
        for (int at = HEADER; at + Long.BYTES <= one.capacity(); at += Long.BYTES) {
            long apart = other.getLong(at) - one.getLong(at);
            if (apart != 0) {
                if (one.getLong(at) < 0 || apart < 0 || apart > MOST_MILLIS_APART) {
                    throw fail(cache, "differs from the same dumped again, and not by a time, at byte " + at);
                }
                one.putLong(at, 0);
            }
        }
        Files.write(cache, one.array());
    }

    private static ByteBuffer read(Path file) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
    }

    private static IllegalStateException fail(Path cache, String what) {
        return new IllegalStateException("The start-up cache " + cache + " " + what);
    }
}
