package io.onemachine.machine.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelChangeTest {
    @ParameterizedTest
    @CsvSource({
        "ci, ci, ci",
        "tier=web, tier, tier=web",
        "tier=, tier, tier=",
        "tier=a=b, tier, tier=a=b",
        "tier=web-, tier, tier=web-",
        "Docker hosts/ci, Docker hosts/ci, Docker hosts/ci",
        "ci-, ci,",
        "a-b-, a-b,",
    })
    void aWordSetsOrRemovesTheLabelOfItsKey(String word, String key, String label) {
        assertThat(LabelChange.parse(word)).isEqualTo(new LabelChange(key, Optional.ofNullable(label)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "=", "=web", " ", " -", " tier=web", "tier =web"})
    void aWordWithoutAKeyIsRefused(String word) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelChange.parse(word))
                .withMessage("the label \"" + word + "\" has no key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "tier=a,b", "a\nb", "tier=\t", "a\u007f", "a,-"})
    void aWordThatWouldBeSeveralLabelsIsRefused(String word) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelChange.parse(word))
                .withMessageContaining("cannot contain a comma or a control character");
    }

    @ParameterizedTest
    @CsvSource({
        "a b c | b=2 | a b=2 c",
        "a b=1 c | b | a b c",
        "a b=1 c | b- | a c",
        "a b=1 b=2 c | b=3 | a b=3 c",
        "a b=1 b=2 c | b- | a c",
        "a | b c=1 | a b c=1",
        "a | b b- | a",
        "a | a- a | a",
        "a b | a- a | b a",
        "a | nosuch- | a",
        "tier=web | TIER=db | tier=web TIER=db",
        "tiers | tier- | tiers",
    })
    void changesKeepThePlacesOfLabels(String row) {
        String[] parts = row.split(" \\| ", -1);
        List<LabelChange> changes =
                words(parts[1]).stream().map(LabelChange::parse).toList();

        assertThat(LabelChange.apply(words(parts[0]), changes)).isEqualTo(words(parts[2]));
    }

    @Test
    void labelsOfACloudNeedNoKey() {
        assertThat(LabelChange.apply(List.of("=odd", ""), List.of(LabelChange.parse("a"))))
                .containsExactly("=odd", "", "a");
    }

    private static List<String> words(String text) {
        return Stream.of(text.split(" ")).toList();
    }
}
