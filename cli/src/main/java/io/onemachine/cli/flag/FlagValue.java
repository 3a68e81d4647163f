package io.onemachine.cli.flag;

import java.util.List;

/**
 * The value of an option and its source.
 *
 * @param values the values: none when the option was not given and has no default, one for every kind but
 *     {@link FlagKind#LIST}; valid for the option's kind
 * @param source where the values came from
 */
public record FlagValue(List<String> values, FlagSource source) {
    public FlagValue {
        values = List.copyOf(values);
    }
}
