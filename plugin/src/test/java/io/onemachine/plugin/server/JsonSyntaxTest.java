package io.onemachine.plugin.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages are those of Go 1.19's encoding/json for the same JSON. */
final class JsonSyntaxTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "`` | unexpected end of JSON input",
                "{ | unexpected end of JSON input",
                "{\"a\":1 | unexpected end of JSON input",
                "\"a | unexpected end of JSON input",
                "{not json | invalid character 'n' looking for beginning of object key string",
                "{'a':1} | invalid character '\\'' looking for beginning of object key string",
                "{\"a\":1,} | invalid character '}' looking for beginning of object key string",
                "{\"a\" 1} | invalid character '1' after object key",
                "{\"a\":1 \"b\"} | invalid character '\"' after object key:value pair",
                "{\"a\":} | invalid character '}' looking for beginning of value",
                "[1 2] | invalid character '2' after array element",
                "[1,] | invalid character ']' looking for beginning of value",
                "{} x | invalid character 'x' after top-level value",
                "hello | invalid character 'h' looking for beginning of value",
                "nil | invalid character 'i' in literal null (expecting 'u')",
                "trve | invalid character 'v' in literal true (expecting 'u')",
                "-x | invalid character 'x' in numeric literal",
                "01 | invalid character '1' after top-level value",
                "1.x | invalid character 'x' after decimal point in numeric literal",
                "1ex | invalid character 'x' in exponent of numeric literal",
                "\"\\x\" | invalid character 'x' in string escape code",
                "\"\\u12g4\" | invalid character 'g' in \\u hexadecimal character escape",
                "é | invalid character 'Ã' looking for beginning of value",
            })
    void aFaultIsNamedAsGoNamesIt(String json, String fault) {
        assertThat(JsonSyntax.fault(json.getBytes(UTF_8))).hasValue(fault);
    }

    @Test
    void aControlCharacterInAStringIsNamedByItsEscape() {
        assertThat(JsonSyntax.fault("\"a\nb\"".getBytes(UTF_8))).hasValue("invalid character '\\n' in string literal");
        assertThat(JsonSyntax.fault("\"a\u0001b\"".getBytes(UTF_8)))
                .hasValue("invalid character '\\x01' in string literal");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " {\"a\" : [ 1, -0.5e+10, \"é\\u00e9\\n\", true, false, null, {}, [] ] }\n",
                "null",
                "\"x\"",
                "0",
            })
    void whatIsJsonHasNoFault(String json) {
        assertThat(JsonSyntax.fault(json.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void nestingHasALimit() {
        assertThat(JsonSyntax.fault("[".repeat(100_000).getBytes(UTF_8))).hasValue("exceeded max depth");
    }
}
