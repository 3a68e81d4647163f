package io.onemachine.cli.flag;

import java.util.List;

/**
 * What an option was set to.
 *
 * @param values the values: none when the option was not given and has no default, one for every kind but
 *     {@link FlagKind#LIST}; checked to be of the option's kind
 * @param source where they came from
 */
public record FlagValue(List<String> values, FlagSource source) {
    public FlagValue {
        values = List.copyOf(values);
    }
}
