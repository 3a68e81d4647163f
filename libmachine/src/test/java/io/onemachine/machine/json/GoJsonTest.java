package io.onemachine.machine.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonPrimitive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoJsonTest {
    @Test
    void textIsEscapedAsGoDoes() {
        assertThat(GoJson.compact(new JsonPrimitive("<&> \"\\\n\r\t\b\u0001\u2028\u2029ä€😀/")))
                .isEqualTo("\"\\u003c\\u0026\\u003e \\\"\\\\\\n\\r\\t\\u0008\\u0001\\u2028\\u2029ä€😀/\"");
        assertThat(GoJson.compact(new JsonPrimitive("a\ud83db"))).isEqualTo("\"a\\ufffdb\"");
    }

    @Test
    void emptyContainersStayOnTheirLine() throws MalformedJsonException {
        assertThat(GoJson.indented(
                        GoJsonReader.readObject("{\"a\":[],\"b\":{},\"c\":[1,null,true],\"d\":{\"e\":-0.10e5}}")))
                .isEqualTo("""
                        {
                            "a": [],
                            "b": {},
                            "c": [
                                1,
                                null,
                                true
                            ],
                            "d": {
                                "e": -0.10e5
                            }
                        }""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{a:1}",
                "{\"a\":1,}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":1}x",
                "//\n{}",
                "{\"a\":'b'}",
                "\"a\""
            })
    void textThatGoRejectsIsRejected(String text) {
        assertThatThrownBy(() -> GoJsonReader.readObject(text)).isInstanceOf(MalformedJsonException.class);
    }
}
