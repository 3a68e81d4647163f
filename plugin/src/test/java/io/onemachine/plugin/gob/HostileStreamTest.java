package io.onemachine.plugin.gob;

import static io.onemachine.plugin.gob.Values.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hostile streams end in a clear error, and cost little. */
final class HostileStreamTest {
    /** The field numbers of slice, map and struct in a definition. */
    private static final int SLICE = 2;

    private static final int STRUCT = 3;
    private static final int MAP = 4;

    @ParameterizedTest
    @CsvSource({
        "'', 'ok'",
        "05, 'the stream ends within a message'",
        "00, 'empty message'",
        "f8, 'the stream ends within the length of a message'",
        "f7, 'a number of 9 bytes'",
        "f81000000000000000, 'a value of more than 8388608 bytes'",
        "f8ffffffffffffffff, 'a value of more than 8388608 bytes'",
        "f71000000000000000, 'a number of 9 bytes'",
        "02 0c 00, 'a message ends within a value'",
        "04 0c 01 01 61, 'begins with a field number'",
        "0b 0c 00 f81000000000000000, 'string of 1152921504606846976 bytes in a message with 0 left'",
        "0b 0a 00 f8ffffffffffffffff, 'bytes of 18446744073709551615 bytes in a message with 0 left'",
        "02 14 00, 'type 10 is not defined'",
        "03 ff84 00, 'type 66 is not defined'",
        "0a f8fffffffffffffffe 00, 'type 2147483647 is not defined'",
        "02 03 00, 'type number 2 cannot be defined'",
        "0a f8ffffffffffffffff 00, 'type number 9223372036854775807 cannot be defined'",
        "03 ff81 00, 'the definition of type 65 says nothing'",
        "0aff83030102ff84000000, 'the stream ends where a value should follow'",
        "0aff830301 02ff84000000 0aff83030102ff84000000, 'type 66 is defined twice'",
        "0bff83030102ff8400000001, 'followed by something in its message'",
        "0aff83030102ff84000000 03ff8401, 'a struct of 0 fields has one more'",
        "0aff83030102ff84000000 0bff84f8ffffffffffffffff, 'a struct of 0 fields has one more'",
    })
    void aWrongStreamIsRefused(String hex, String message) throws IOException {
        if ("ok".equals(message)) {
            assertThat(reader(hex(hex)).next()).isEmpty();
        } else {
            assertThatThrownBy(() -> reader(hex(hex)).next())
                    .isInstanceOf(GobException.class)
                    .hasMessageStartingWith("gob: ")
                    .hasMessageContaining(message);
        }
    }

    @Test
    void everyPrefixOfAStreamIsRefusedOrEndsBetweenValues() {
        for (byte[] stream : Samples.load().streams()) {
            for (int length = 0; length < stream.length; length++) {
                byte[] prefix = Arrays.copyOf(stream, length);
                try {
                    Samples.valuesIn(prefix);
                } catch (GobException e) {
                    assertThat(e).hasMessageContaining("ends w");
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    @Test
    void aSliceOfItselfIsReadToItsLimitOfDepth() throws IOException {
        byte[] definition = definition(65, SLICE, 65);

        byte[] shallow = join(definition, message(65, out -> nest(out, 50)));
        assertThat(reader(shallow).next()).isPresent();
        assertThatThrownBy(() -> reader(join(definition, message(65, out -> nest(out, 200_000))))
                        .next())
                .isInstanceOf(GobException.class)
                .hasMessageContaining("nested deeper than 100");
    }

    private static void nest(GobBytes out, int levels) {
        out.unsigned(0); // no struct
        for (int i = 0; i < levels; i++) {
            out.unsigned(1);
        }
        out.unsigned(0);
    }

    @Test
    void interfaceValuesInEachOtherHaveALimitOfDepth() {
        GobBytes nested = new GobBytes();
        nested.signed(8);
        for (int i = 0; i < 100_000; i++) {
            nested.unsigned(0);
            nested.text("x");
            nested.signed(8);
            nested.unsigned(1);
        }
        GobBytes stream = new GobBytes();
        stream.withLength(nested.toArray());
        assertThatThrownBy(() -> reader(stream.toArray()).next())
                .isInstanceOf(GobException.class)
                .hasMessageContaining("nested deeper than 100");
    }

    @Test
    void aMapOfMapsThatMultipliesIsRefused() {
        // Each byte of the message is an empty map, or an empty struct: the most memory for the fewest bytes.
        byte[] maps = join(definition(65, MAP, 66), definition(66, MAP, 2));
        byte[] bomb = message(65, out -> {
            out.unsigned(0);
            out.unsigned(1L << 60);
            for (int i = 0; i < 4_000_000; i++) {
                out.unsigned(0);
            }
        });
        assertThatThrownBy(() -> reader(join(maps, bomb)).next())
                .isInstanceOf(GobException.class)
                .hasMessageContaining("more than 200000 parts");
    }

    @Test
    void definitionsWithoutEndAreRefused() {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int id = 65; id < 100_000; id++) {
            stream.writeBytes(definition(id, SLICE, id));
        }
        assertThatThrownBy(() -> reader(stream.toByteArray()).next())
                .isInstanceOf(GobException.class)
                .hasMessageContaining("type definitions of more than 262144 bytes");
    }

    @Test
    void aDefinitionOfTwoThingsAtOnceIsRefused() {
        // SliceT and MapT in one.
        GobBytes definition = new GobBytes();
        definition.signed(-65);
        definition.unsigned(SLICE);
        definition.unsigned(2);
        definition.signed(2);
        definition.unsigned(0);
        definition.unsigned(MAP - SLICE);
        definition.unsigned(0);
        definition.unsigned(0);
        GobBytes stream = new GobBytes();
        stream.withLength(definition.toArray());
        assertThatThrownBy(() -> reader(stream.toArray()).next()).hasMessageContaining("says nothing, or too much");
    }

    @Test
    void aTypeWithoutElementsIsRefused() {
        GobBytes definition = new GobBytes();
        definition.signed(-65);
        definition.unsigned(STRUCT - 1);
        definition.unsigned(0);
        definition.unsigned(0);
        GobBytes stream = new GobBytes();
        stream.withLength(definition.toArray());
        assertThatThrownBy(() -> reader(stream.toArray()).next()).hasMessageContaining("refers to type 0");
    }

    @Test
    void whatFollowsAValueInItsMessageIsDroppedAsGoDoes() throws IOException {
        GobReader reader = reader(hex("06 04 00 02 61 62 63 03 04 00 04"));
        assertThat(reader.next()).isEqualTo(Optional.of(number(1)));
        assertThat(reader.next()).isEqualTo(Optional.of(number(2)));
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void aWriterRefusesWhatIsNotOfTheType() {
        GobWriter writer = new GobWriter(new ByteArrayOutputStream(), Map.of());
        assertThatThrownBy(() -> writer.write(new TypedValue(GobType.Basic.INT, new GobValue.Text("1"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a string where INT is to be written");
        assertThatThrownBy(() -> writer.write(new TypedValue(GobType.EMPTY_STRUCT, Values.struct("A", number(1)))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.write(new TypedValue(
                        GobType.Basic.INTERFACE, new GobValue.Dynamic("unheard.Of", new GobValue.Int(1)))))
                .hasMessageContaining("unheard.Of");
    }

    private interface Content {
        void writeTo(GobBytes out);
    }

    private static byte[] message(int type, Content content) {
        GobBytes message = new GobBytes();
        message.signed(type);
        content.writeTo(message);
        GobBytes stream = new GobBytes();
        stream.withLength(message.toArray());
        return stream.toArray();
    }

    /** The definition of a slice, or of a map from int, to a type. */
    private static byte[] definition(int id, int kind, int element) {
        GobBytes definition = new GobBytes();
        definition.signed(-id);
        definition.unsigned(kind);
        if (kind == MAP) {
            definition.unsigned(2);
            definition.signed(2);
            definition.unsigned(1);
            definition.signed(element);
        } else {
            definition.unsigned(2);
            definition.signed(element);
        }
        definition.unsigned(0);
        definition.unsigned(0);
        GobBytes stream = new GobBytes();
        stream.withLength(definition.toArray());
        return stream.toArray();
    }

    private static byte[] join(byte[] first, byte[] second) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first);
        all.writeBytes(second);
        return all.toByteArray();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static GobReader reader(byte[] stream) {
        return new GobReader(new ByteArrayInputStream(stream), GobLimits.DEFAULT);
    }
}
